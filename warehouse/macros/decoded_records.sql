{# The delivered records of one kind, each with its delivery, the kept columns named in `kept`, and
   the codes of its coded columns. An empty cell is "not collected". #}
{% macro decoded_records(kind, kept) %}
    select
        records.delivery_id,
        records.row_number,
        deliveries.register,
        deliveries.source,
        deliveries.delivery_number,
        deliveries.delivers,
        deliveries.is_outdated_snapshot,
        deliveries.received_at::date as received_date,
        records.person_key,
        records.name_key,
        records.reference_key,
        {% for column in kept %}
        records.{{ column }},
        {% endfor %}
        {% for column in coded_columns(kind) %}
        coalesce({{ column.name }}_codes.main_code, 'not_collected') as {{ column.name }},
        {% if column.several %}
        coalesce({{ column.name }}_codes.codes, ['not_collected']) as all_{{ column.name }},
        {% endif %}
        {% endfor %}

    from {{ source('raw', kind) }} as records
    inner join {{ ref('stg_deliveries') }} as deliveries
        using (delivery_id)
    {% for column in coded_columns(kind) %}
    left join {{ ref('stg_cell_codes') }} as {{ column.name }}_codes
        on {{ column.name }}_codes.dimension = '{{ column.dimension }}'
        and {{ column.name }}_codes.cell_text = records.{{ column.raw }}
    {% endfor %}
{% endmacro %}
