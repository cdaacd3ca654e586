-- Marts whose rows do not add up to those that they are made of.
with

sums as (

    select
        'victims' as mart,
        (select count(*) from {{ ref('victims') }}) as found,
        (select count(*) from {{ ref('cases') }} where latest_status != 'not_a_victim') as expected

    union all

    select
        'assistance',
        (select count(*) from {{ ref('assistance') }}),
        (select count(*) from {{ ref('victims') }})

    union all

    select
        'referrals of victims',
        (select count(*) from {{ ref('referrals') }} where is_of_a_victim),
        (select coalesce(sum(referrals), 0) from {{ ref('assistance') }})

    union all

    select
        'defendants',
        (select count(*) from {{ ref('defendants') }}),
        (select count(distinct (register, person_key)) from {{ ref('proceedings') }})

    union all

    select
        'trained_responders',
        (select count(*) from {{ ref('trainings') }}),
        (select coalesce(sum(trainings), 0) from {{ ref('trained_responders') }})

)

select mart
from sums
where found is distinct from expected
