{{ cells('victims_by_year_sex_age_group') }}
