{# The counts of one declared table: every closed period x every code of every dimension, zeros
   included. The table's mart, dimensions and periods come from privacy/release.toml, handed over
   as the variable `tables`. #}
{% macro cells(table_name) %}
{%- set table = var('tables')[table_name] -%}
with

periods as (

    select *
    from (values
        {% for period in table.periods %}
        ('{{ period.name }}', {{ period.first_year }}, {{ period.last_year }}){{ ',' if not loop.last }}
        {% endfor %}
    ) as declared_periods (period, first_year, last_year)

),

{% for dimension in table.dimensions %}
{{ dimension }}_codes as (

    select code as {{ dimension }}
    from {{ ref('vocabulary') }}
    where dimension = '{{ dimension }}'

),

{% endfor %}
grid as (

    select *
    from periods
    {% for dimension in table.dimensions %}
    cross join {{ dimension }}_codes
    {% endfor %}

),

counted as (

    select
        periods.period,
        {% for dimension in table.dimensions %}
        persons.{{ dimension }},
        {% endfor %}
        count(*) as persons

    from {{ ref(table.mart) }} as persons
    inner join periods
        on persons.identified_year between periods.first_year and periods.last_year
    where persons.register = '{{ var("register") }}'
    group by all

)

select
    grid.period,
    {% for dimension in table.dimensions %}
    grid.{{ dimension }},
    {% endfor %}
    coalesce(counted.persons, 0)::integer as {{ table.count }}

from grid
left join counted
    using (period{% for dimension in table.dimensions %}, {{ dimension }}{% endfor %})
{% endmacro %}
