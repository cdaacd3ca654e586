{{ cells('defendants_by_year') }}
