-- Persons whose rows name more than one cohort: all that the register holds on a person is counted in
-- one year, whose budget pays for it.
with

cohorts as (

    {% for mart in ['cases', 'victims', 'referrals', 'assistance'] %}
    select register, person_key, cohort_year from {{ ref(mart) }}
    {{ 'union' if not loop.last }}
    {% endfor %}

),

defendant_cohorts as (

    select register, person_key, cohort_year from {{ ref('proceedings') }}
    union
    select register, person_key, cohort_year from {{ ref('defendants') }}

)

select register, count(*) as persons
from (

    select register, person_key
    from cohorts
    group by all
    having count(*) > 1

    union all

    select register, person_key
    from defendant_cohorts
    group by all
    having count(*) > 1

)
group by all
