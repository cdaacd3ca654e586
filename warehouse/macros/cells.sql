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

persons as (

    {{ persons_in_cells(table) | indent(4) }}

),

counted as (

    select
        periods.period,
        {% for dimension in table.dimensions %}
        persons.{{ dimension }},
        {% endfor %}
        count(*) as persons

    from persons
    inner join periods
        on persons.cohort_year between periods.first_year and periods.last_year
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

{# One row per person and cell of a declared table. A dimension of which a person can have several codes
   (its mart has them as the list all_<dimension>) is counted by the list where the table allows more
   than one cell per person: by the first codes only, in the vocabulary's order, so that nobody is in
   more cells than the noise is made for. #}
{% macro persons_in_cells(table) -%}
select
    person_key,
    cohort_year
    {%- for dimension in table.dimensions %},
    {{ counted_code(table, dimension) }} as {{ dimension }}
    {%- endfor %}

from {{ ref(table.mart) }}
where register = '{{ var("register") }}'
{%- endmacro %}

{% macro counted_code(table, dimension) %}
    {%- if is_counted_by_list(table, dimension) -%}
        unnest(all_{{ dimension }}[:{{ table.cells_per_person }}])
    {%- else -%}
        {{ dimension }}
    {%- endif -%}
{% endmacro %}

{% macro is_counted_by_list(table, dimension) %}
    {% set lists = {
        'victims': ['form', 'means_of_control', 'recruiter_relation'],
        'assistance': ['service'],
        'defendants': ['stage'],
    } %}
    {{ return(table.cells_per_person > 1 and dimension in lists.get(table.mart, [])) }}
{% endmacro %}
