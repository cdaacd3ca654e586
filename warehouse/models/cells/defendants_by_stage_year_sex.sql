{{ cells('defendants_by_stage_year_sex') }}
