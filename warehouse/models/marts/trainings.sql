-- One row per participant per course. Participants are officials, not victims.
select
    register,
    person_key,
    course_key,
    topic,
    started_date,
    ended_date,
    year(started_date)::integer as started_year,
    (coalesce(ended_date, started_date) - started_date + 1)::integer as days,
    profession,
    institution,
    sex,
    area,
    entity,
    test_before,
    test_after,
    test_after - test_before as test_gain,
    source,
    delivery_id,
    row_number

from {{ ref('training_records') }}
left join {{ ref('areas') }}
    using (area)
where standing = 'counts'
-- Two bodies may send the same list of participants.
qualify row_number() over (
    partition by register, person_key, course_key
    order by delivery_number desc, row_number desc
) = 1
