{{ cells('victims_by_year_recruiter_relation') }}
