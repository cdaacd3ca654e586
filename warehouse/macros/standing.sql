{# The records of a staging model, each with its standing: whether it counts, and why or why not.
   Within a source a record is known by the source's own reference, else by `own_key`; record_key is a
   128-bit hash of that. Versions are ranked on narrow rows: sorting whole ones takes ten times the memory. #}
{% macro records_with_standing(records, own_key) %}
    select
        records.*,
        ranked.record_key,
        ranked.version_from_newest,
        case
            when records.delivers = 'snapshot' and records.delivery_number < ranked.newest_snapshot
                then 'not_in_newest_snapshot'
            when ranked.version_from_newest > 1 then 'superseded'
            when records.record_state = 'withdrawn' then 'withdrawn'
            else 'counts'
        end as standing

    from {{ records }} as records
    inner join (

        select
            delivery_number,
            row_number,
            record_key,
            row_number() over (
                partition by register, source, record_key
                order by delivery_number desc, row_number desc
            ) as version_from_newest,
            max(delivery_number) filter (where delivers = 'snapshot') over (
                partition by register, source
            ) as newest_snapshot

        from (

            select
                *,
                md5_number(coalesce('reference ' || reference_key, 'own ' || {{ own_key }})) as record_key

            from {{ records }}

        )

    ) as ranked
        using (delivery_number, row_number)
{% endmacro %}
