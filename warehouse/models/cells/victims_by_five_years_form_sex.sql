{{ cells('victims_by_five_years_form_sex') }}
