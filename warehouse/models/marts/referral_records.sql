-- Every delivered referral, with its standing: whether it counts, and why or why not.
{{ config(materialized='view') }}
{{ records_with_standing(
    ref('stg_referrals'),
    "person_key || ' ' || referred_date || ' ' || receiving_body || ' ' || service"
) }}
