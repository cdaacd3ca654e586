-- Persons that stand in more cells of a declared table than privacy/release.toml says, or twice in one
-- cell: the bound that the noise is made for. Counted in the mart, per person over all periods.
{% for name, table in var('tables').items() %}
-- depends_on: {{ ref(table.mart) }}
select
    '{{ name }}' as table_name,
    count(*) as persons_over_the_bound

from (

    select person_key
    from (

        {{ persons_in_cells(table) | indent(8) }}

    )
    group by all
    having count(*) > {{ table.cells_per_person }}
        or count(*) > count(distinct [counted_year::varchar{% for name in table.dimensions %}, {{ name }}{% endfor %}])

)
having count(*) > 0
{{ 'union all' if not loop.last }}
{% endfor %}
