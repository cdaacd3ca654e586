{{ cells('victims_by_year_age_group') }}
