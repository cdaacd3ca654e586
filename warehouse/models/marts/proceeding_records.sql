-- Every delivered stage of proceedings, with its standing: whether it counts, and why or why not.
{{ config(materialized='view') }}
{{ records_with_standing(
    ref('stg_proceedings'),
    "person_key || ' ' || stage || ' ' || stage_date"
) }}
