{{ cells('assistance_by_year_assistance') }}
