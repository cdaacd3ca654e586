{{ cells('victims_by_quarter') }}
