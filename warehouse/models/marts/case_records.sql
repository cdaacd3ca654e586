-- Every delivered case record, with its standing: whether it counts, and why or why not.
-- Within a source a record is known by the source's own reference, else by person and date.
with

known_records as (

    select
        *,
        coalesce(
            'reference ' || reference_key,
            'person ' || person_key || ' ' || coalesce(identified_date::varchar, identified_year::varchar, '')
        ) as record_key

    from {{ ref('stg_cases') }}

),

ranked_records as (

    select
        *,
        row_number() over (
            partition by register, source, record_key
            order by delivery_number desc, row_number desc
        ) = 1 as is_newest_version,
        max(delivery_number) filter (where delivers = 'snapshot') over (
            partition by register, source
        ) as newest_snapshot

    from known_records

)

select
    * exclude (is_newest_version, newest_snapshot),
    case
        when delivers = 'snapshot' and delivery_number < newest_snapshot
            then 'not_in_newest_snapshot'
        when not is_newest_version then 'superseded'
        when record_state = 'withdrawn' then 'withdrawn'
        else 'counts'
    end as standing

from ranked_records
