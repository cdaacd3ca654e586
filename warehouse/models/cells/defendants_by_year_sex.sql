{{ cells('defendants_by_year_sex') }}
