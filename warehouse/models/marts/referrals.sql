-- One row per referral of a person to a body for a service.
select
    referrals.register,
    referrals.person_key,
    coalesce(
        cases.cohort_year,
        min(year(referrals.referred_date)) over (partition by referrals.register, referrals.person_key)
    )::integer as cohort_year,
    cases.person_key is not null as is_of_a_case,
    victims.person_key is not null as is_of_a_victim,
    referrals.referred_date,
    year(referrals.referred_date)::integer as referred_year,
    referrals.accepted_date,
    referrals.first_service_date,
    (referrals.accepted_date - referrals.referred_date)::integer as days_to_acceptance,
    (referrals.first_service_date - referrals.referred_date)::integer as days_to_service,
    referrals.referring_body,
    referrals.receiving_body,
    referrals.service,
    referrals.all_service,
    referrals.area,
    referrals.source,
    referrals.delivery_id,
    referrals.row_number

from {{ ref('referral_records') }} as referrals
left join {{ ref('cases') }} as cases
    using (register, person_key)
left join {{ ref('victims') }} as victims
    using (register, person_key)
where referrals.standing = 'counts'
