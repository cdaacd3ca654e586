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
        ({{ period_values(period) }}){{ ',' if not loop.last }}
        {% else %}
        (null::varchar, null::integer, null::integer{{ ', null::integer' if table.period == 'quarter' }})
        {% endfor %}
    ) as declared_periods (period, first_year, last_year{{ ', quarter' if table.period == 'quarter' }})
    where period is not null -- a young register may have closed no period of this length yet

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
        on persons.counted_year between periods.first_year and periods.last_year
        {% if table.period == 'quarter' %}
        and persons.counted_quarter = periods.quarter
        {% endif %}
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

{% macro period_values(period) -%}
    '{{ period.name }}', {{ period.first_year }}, {{ period.last_year }}
    {%- if period.quarter is defined %}, {{ period.quarter }}{% endif %}
{%- endmacro %}

{# One row per person and cell of a declared table. The dimension named by `several` is counted by the
   list all_<dimension>. A person is in the first cells_per_person cells only, in the vocabulary's order
   or in the order of time, so that nobody is in more cells than the noise is made for. A person counts in
   the year of the cohort; where each row is an event, in the year of the event. Whoever was counted by a
   draw already stays in the year and quarter of that draw, whatever was corrected since: else one person
   would be in the tables of two years, and lose twice. #}
{% macro persons_in_cells(table) -%}
{%- if is_counted_by_row(table) -%}
{{ events_in_cells(table) }}
{%- else -%}
select
    facts.person_key,
    coalesce(drawn.year, facts.cohort_year) as counted_year
    {%- if table.period == 'quarter' %},
    coalesce(drawn.quarter, facts.cohort_quarter) as counted_quarter
    {%- endif %}
    {%- for dimension in table.dimensions %},
    {{ counted_code(table, dimension) }} as {{ dimension }}
    {%- endfor %}

from {{ ref(table.mart) }} as facts
left join {{ source('raw', 'counted_years') }} as drawn
    on drawn.register = facts.register
    and drawn.population = '{{ population_of(table) }}'
    and drawn.person_key = facts.person_key
    and drawn.event = ''
where facts.register = '{{ var("register") }}'
{%- endif -%}
{%- endmacro %}

{# Events that a draw has counted come first, those that were withdrawn since included: they were paid for. #}
{% macro events_in_cells(table) -%}
select * exclude (is_there)
from (

    select
        person_key,
        facts.person_key is not null as is_there,
        coalesce(drawn.year, facts.stage_year) as counted_year
        {%- for dimension in table.dimensions %},
        {{ 'stage' if dimension == 'stage' else 'facts.' ~ dimension }}
        {%- endfor %}

    from (select * from {{ ref(table.mart) }} where register = '{{ var("register") }}') as facts
    full join (

        select person_key, event as stage, year
        from {{ source('raw', 'counted_years') }}
        where register = '{{ var("register") }}'
          and population = '{{ population_of(table) }}'
          and event != ''

    ) as drawn
        using (person_key, stage)
    qualify row_number() over (
        partition by person_key
        order by drawn.year is null, facts.stage_date, stage
    ) <= {{ table.cells_per_person }}

)
where is_there
{%- endmacro %}

{# The population of which the table's mart is one. #}
{% macro population_of(table) %}
    {%- for name, marts in var('populations').items() if table.mart in marts -%}
        {{- name -}}
    {%- endfor -%}
{% endmacro %}

{% macro counted_code(table, dimension) %}
    {%- if dimension == table.several -%}
        unnest(all_{{ dimension }}[:{{ table.cells_per_person }}])
    {%- else -%}
        {{ dimension }}
    {%- endif -%}
{% endmacro %}

{# Whether a person has several rows in the mart: of the marts that are counted, only proceedings. #}
{% macro is_counted_by_row(table) %}
    {{ return(table.cells_per_person > 1 and not table.several) }}
{% endmacro %}
