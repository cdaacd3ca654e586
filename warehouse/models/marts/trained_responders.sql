-- One row per person trained, as they were at their first training.
with

trainings_per_person as (

    select
        register,
        person_key,
        count(*) as trainings,
        avg(test_gain) as average_test_gain

    from {{ ref('trainings') }}
    group by all

)

select
    register,
    person_key,
    started_year as cohort_year,
    started_date as first_trained_date,
    started_year as first_trained_year,
    topic as first_topic,
    profession,
    institution,
    sex,
    area,
    entity,
    trainings,
    average_test_gain

from {{ ref('trainings') }}
inner join trainings_per_person
    using (register, person_key)
qualify row_number() over (
    partition by register, person_key
    order by started_date, course_key
) = 1
