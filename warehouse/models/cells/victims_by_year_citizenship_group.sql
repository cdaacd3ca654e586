{{ cells('victims_by_year_citizenship_group') }}
