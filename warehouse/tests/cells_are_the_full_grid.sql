-- Declared tables whose rows are not every closed period x every code of every dimension: a cell
-- must never appear or vanish because of the data.
{% for name, table in var('tables').items() %}
select
    '{{ name }}' as table_name,
    count(*) as cells
from {{ ref(name) }}
having count(*) != {{ table.periods | length }}
{% for dimension in table.dimensions %}
    * (select count(*) from {{ ref('vocabulary') }} where dimension = '{{ dimension }}')
{% endfor %}
{{ 'union all' if not loop.last }}
{% endfor %}
