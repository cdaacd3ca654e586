{{ cells('defendants_by_year_furthest_stage') }}
