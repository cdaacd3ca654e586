{{ cells('assistance_by_five_years_identifying_institution_receiving_body') }}
