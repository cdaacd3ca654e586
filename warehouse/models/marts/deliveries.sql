-- One row per receipt of a file: how late it came, and how complete it is. The same file again is another. What is published of it (days_after_quarter,
-- is_on_time) must follow from the day of receipt alone: the last record in a file is about one person.
with

contents as (

    {% for kind in kinds() %}
    {% set columns = coded_columns(kind) | rejectattr('name', 'equalto', 'record_state') | list %}
    select
        delivery_id,
        min({{ main_date(kind) }}) as first_date,
        max({{ main_date(kind) }}) as last_date,
        count(*) * {{ columns | length }} as coded_cells,
        sum(
            {% for column in columns %}
            ({{ column.name }} not in ({{ residual_codes() }}))::integer{{ ' +' if not loop.last }}
            {% endfor %}
        ) as known_cells
    from {{ ref('case_records' if kind == 'cases' else 'stg_' ~ kind) }}
    group by all
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

dated_deliveries as (

    select
        receipts.receipt_number,
        deliveries.* exclude (received_at),
        receipts.received_at::date as received_date,
        contents.* exclude (delivery_id),
        (date_trunc('quarter', receipts.received_at) - interval 1 day)::date as quarter_end

    from {{ source('raw', 'receipts') }} as receipts
    inner join {{ source('raw', 'deliveries') }} as deliveries
        using (delivery_id)
    left join contents
        using (delivery_id)

)

select
    receipt_number,
    delivery_id,
    register,
    source,
    kind,
    delivers,
    fictional as is_fictional,
    received_date,
    year(received_date)::integer as received_year,
    first_date,
    last_date,
    (received_date - quarter_end)::integer as days_after_quarter,
    received_date - quarter_end <= {{ var('delivery_days') }} as is_on_time,
    rows_read,
    rows_loaded,
    rows_quarantined,
    rows_loaded / nullif(rows_read, 0) as share_loaded,
    known_cells / nullif(coded_cells, 0) as share_known

from dated_deliveries
