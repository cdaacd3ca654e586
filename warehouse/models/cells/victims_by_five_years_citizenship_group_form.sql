{{ cells('victims_by_five_years_citizenship_group_form') }}
