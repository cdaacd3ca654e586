{{ cells('assistance_by_five_years_form_assistance') }}
