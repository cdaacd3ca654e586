{{ cells('victims_by_five_years_area_form') }}
