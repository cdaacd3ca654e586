-- Every delivered participant of a course, with its standing: whether it counts, and why or why not.
{{ config(materialized='view') }}
{{ records_with_standing(
    ref('stg_trainings'),
    "person_key || ' ' || course_key"
) }}
