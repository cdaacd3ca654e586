-- One row per countable output of the programme: meetings held, guidelines adopted.
with

activity_records as (

    {{ records_with_standing(
        ref('stg_activities'),
        "activity_date || ' ' || activity || ' ' || area || ' ' || coalesce(quantity::varchar, '') || ' ' || equal_before",
        of_persons=false
    ) | indent(4) }}

)

select
    register,
    activity_date,
    year(activity_date)::integer as activity_year,
    activity,
    area,
    entity,
    -- A row without a quantity is one activity.
    coalesce(quantity, 1)::integer as quantity,
    source,
    delivery_id,
    row_number

from activity_records
left join {{ ref('areas') }}
    using (area)
where standing = 'counts'
