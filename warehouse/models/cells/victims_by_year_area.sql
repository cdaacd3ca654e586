{{ cells('victims_by_year_area') }}
