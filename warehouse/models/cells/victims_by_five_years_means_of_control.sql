{{ cells('victims_by_five_years_means_of_control') }}
