{{ cells('victims_by_year_child_adult') }}
