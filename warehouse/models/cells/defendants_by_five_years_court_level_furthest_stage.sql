{{ cells('defendants_by_five_years_court_level_furthest_stage') }}
