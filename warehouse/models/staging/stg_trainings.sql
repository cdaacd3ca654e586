-- One row per delivered participant of a course, words turned into codes. A course is known by its
-- name, in whatever script, and its first day.
with

decoded as (

    {{ decoded_records('trainings', ['started_date', 'ended_date', 'course', 'test_before', 'test_after']) }}

)

select
    decoded.* exclude (course),
    restricted.main.word_key(decoded.course) || ' ' || decoded.started_date as course_key

from decoded
