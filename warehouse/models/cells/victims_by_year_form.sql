{{ cells('victims_by_year_form') }}
