{{ cells('victims_by_year_cross_border') }}
