{{ cells('victims_by_year_identifying_institution') }}
