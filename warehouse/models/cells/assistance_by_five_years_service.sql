{{ cells('assistance_by_five_years_service') }}
