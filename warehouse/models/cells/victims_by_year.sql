{{ cells('victims_by_year') }}
