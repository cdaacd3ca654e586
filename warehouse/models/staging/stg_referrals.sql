-- One row per delivered referral, its words turned into codes.
{{ decoded_records('referrals', ['referred_date', 'accepted_date', 'first_service_date']) }}
