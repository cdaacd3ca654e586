-- Closed periods of a declared table whose cells do not add up to the persons of its mart: nobody is
-- lost between mart and cells, and nobody is counted twice, or more often than a list of codes allows.
with

{% for name, table in var('tables').items() %}
{{ name }}_sums as (

    select
        '{{ name }}' as table_name,
        period,
        sum({{ table.count }}) as counted
    from {{ ref(name) }}
    group by all

),

{{ name }}_persons as (

    {% for period in table.periods %}
    select
        '{{ period.name }}' as period,
        {% if table.several %}
        coalesce(sum(least({{ table.cells_per_person }}, len(all_{{ table.several }}))), 0) as persons
        {% else %}
        count(*) as persons
        {% endif %}
    {% if is_counted_by_row(table) %}
    from ({{ persons_in_cells(table) }})
    where counted_year between {{ period.first_year }} and {{ period.last_year }}
    {% else %}
    from {{ ref(table.mart) }} as facts
    left join {{ source('raw', 'counted_years') }} as drawn
        on drawn.register = facts.register
        and drawn.population = '{{ population_of(table) }}'
        and drawn.person_key = facts.person_key
        and drawn.event = ''
    where facts.register = '{{ var("register") }}'
      and coalesce(drawn.year, facts.cohort_year) between {{ period.first_year }} and {{ period.last_year }}
    {% endif %}
      {% if period.quarter is defined %}
      and coalesce(drawn.quarter, facts.cohort_quarter) = {{ period.quarter }}
      {% endif %}
    {{ 'union all' if not loop.last }}
    {% else %}
    select null::varchar as period, 0 as persons
    where false
    {% endfor %}

){{ ',' if not loop.last }}

{% endfor %}

{% for name, table in var('tables').items() %}
select table_name, period
from {{ name }}_sums
full join {{ name }}_persons
    using (period)
where counted is distinct from persons
{{ 'union all' if not loop.last }}
{% endfor %}
