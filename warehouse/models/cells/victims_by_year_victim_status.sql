{{ cells('victims_by_year_victim_status') }}
