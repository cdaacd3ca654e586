{{ cells('victims_by_year_deciding_body') }}
