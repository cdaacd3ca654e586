-- Every delivered case record, with its standing: whether it counts, and why or why not.
{{ records_with_standing(
    ref('stg_cases'),
    "person_key || ' ' || coalesce(identified_date::varchar, identified_year::varchar, '')"
) }}
