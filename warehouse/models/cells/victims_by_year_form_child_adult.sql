{{ cells('victims_by_year_form_child_adult') }}
