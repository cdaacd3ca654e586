{{ cells('assistance_by_year_service_delay') }}
