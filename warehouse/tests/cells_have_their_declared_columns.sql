-- The contract of every cells model: exactly the columns that privacy/release.toml gives it, of these types.
with

declared as (

    {% for name, table in var('tables').items() %}
    select
        '{{ name }}' as table_name,
        [
            'period VARCHAR',
            {% for dimension in table.dimensions %}
            '{{ dimension }} VARCHAR',
            {% endfor %}
            '{{ table.count }} INTEGER'
        ] as columns
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

found as (

    select table_name, list(column_name || ' ' || data_type order by column_index) as columns
    from duckdb_columns()
    where schema_name = 'cells' and database_name = 'restricted'
    group by all

)

select table_name
from declared
left join found
    using (table_name)
where found.columns is distinct from declared.columns
{% for name in var('tables') %}
-- depends_on: {{ ref(name) }}
{%- endfor %}
