-- One row per victim: whether and how fast referred and assisted, and with what.
{% set facts_of_the_victim = [
    'register', 'person_key', 'cohort_year', 'identified_date', 'victim_status', 'sex', 'age_group',
    'child_adult', 'citizenship_group', 'nationality', 'area', 'entity', 'form', 'identifying_institution',
] %}
with

services_per_person as (

    select
        register,
        person_key,
        list(code order by position) as all_service,
        arg_min(code, position) as service,
        count(*) filter (where code not in ({{ residual_codes() }})) as services

    from (select distinct register, person_key, unnest(all_service) as code from {{ ref('referrals') }})
    inner join {{ ref('vocabulary') }}
        using (code)
    where dimension = 'service'
    group by all

),

referrals_per_person as (

    select
        register,
        person_key,
        count(*) as referrals,
        min(referred_date) as first_referred_date,
        min(first_service_date) as first_service_date,
        arg_min(referring_body, (referred_date, delivery_id, row_number)) as referring_body,
        arg_min(receiving_body, (referred_date, delivery_id, row_number)) as receiving_body,
        bool_or(list_contains(all_service, 'repatriation')) as is_repatriated

    from {{ ref('referrals') }}
    group by all

),

victims_with_dates as (

    select
        victims.{{ facts_of_the_victim | join(', victims.') }},
        first_referred_date,
        first_service_date,
        -- A person may be referred before being identified: that is no delay.
        {{ days_between('identified_date', 'first_referred_date') }} as days_to_referral,
        {{ days_between('identified_date', 'first_service_date') }} as days_to_service,
        coalesce(referrals, 0) as referrals,
        coalesce(services, 0) as services,
        coalesce(services_per_person.service, 'not_collected') as service,
        coalesce(all_service, ['not_collected']) as all_service,
        coalesce(is_repatriated, false) as is_repatriated,
        coalesce(referring_body, 'not_collected') as referring_body,
        coalesce(receiving_body, 'not_collected') as receiving_body

    from {{ ref('victims') }} as victims
    left join referrals_per_person using (register, person_key)
    left join services_per_person using (register, person_key)

)

select
    victims.*,
    case
        when first_service_date is not null then 'assisted'
        when referrals > 0 then 'referred_only'
        else 'not_referred'
    end as assistance,
    {{ delay_code('first_referred_date', 'referral_bands') }} as referral_delay,
    {{ delay_code('first_service_date', 'service_bands') }} as service_delay

from victims_with_dates as victims
left join {{ ref('delay_bands') }} as referral_bands
    on days_to_referral between referral_bands.first_day and referral_bands.last_day
left join {{ ref('delay_bands') }} as service_bands
    on days_to_service between service_bands.first_day and service_bands.last_day
