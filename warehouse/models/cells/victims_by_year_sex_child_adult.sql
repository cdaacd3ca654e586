{{ cells('victims_by_year_sex_child_adult') }}
