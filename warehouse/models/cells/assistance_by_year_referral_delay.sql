{{ cells('assistance_by_year_referral_delay') }}
