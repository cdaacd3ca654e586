{{ cells('defendants_by_year_charge') }}
