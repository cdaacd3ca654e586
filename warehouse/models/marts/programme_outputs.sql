-- One row per countable output of the programme: what the exact indicators are made of. No row is about
-- a victim or a defendant.
with

outputs as (

    select
        'responders_trained' as counted,
        first_trained_date as output_date,
        1.0 as amount,
        person_key as thing,
        {{ output_dimensions(['profession', 'institution', 'sex', 'area']) }}
    from {{ ref('trained_responders') }}
    where register = '{{ var("register") }}'

    union all

    select
        unnest(['training_attendances', 'training_test_gain']),
        started_date,
        unnest([1.0, test_gain]),
        person_key,
        {{ output_dimensions(['profession', 'institution', 'sex', 'area', ('course', 'topic')]) }}
    from {{ ref('trainings') }}
    where register = '{{ var("register") }}'

    union all

    select
        'trainings_held',
        started_date,
        1.0,
        course_key,
        {{ output_dimensions([('course', 'min(topic)')]) }}
    from {{ ref('trainings') }}
    where register = '{{ var("register") }}'
    group by all

    union all

    select
        activity,
        activity_date,
        quantity,
        delivery_id || ' ' || row_number,
        {{ output_dimensions(['area']) }}
    from {{ ref('activities') }}
    where register = '{{ var("register") }}'

    union all

    select
        unnest(['deliveries_on_time', 'bodies_delivering']),
        received_date,
        unnest([100.0 * is_on_time::integer, 1.0]),
        source,
        {{ output_dimensions([]) }}
    from {{ ref('deliveries') }}
    where register = '{{ var("register") }}'

)

select *
from outputs
where amount is not null
