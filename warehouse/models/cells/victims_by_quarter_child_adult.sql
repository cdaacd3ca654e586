{{ cells('victims_by_quarter_child_adult') }}
