{# Rows that share the values of `columns`: the grain of a model, as a test. #}
{% test unique_combination(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
group by all
having count(*) > 1
{% endtest %}

{# Rows whose code is not one of the vocabulary's codes of that dimension. #}
{% test code_of(model, column_name, dimension) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} is null
   or {{ column_name }} not in (
       select code from {{ ref('vocabulary') }} where dimension = '{{ dimension }}'
   )
{% endtest %}

{# Columns with a code that the vocabulary does not have for them. A column is named like its dimension,
   or stands as {column: dimension}; the name of a list of codes begins with all_. #}
{% test codes_of_the_vocabulary(model, columns) %}
with

{% set coded = [] %}
{% for column in columns %}
    {% set pairs = column.items() | list if column is mapping else [(column, column | replace('all_', '', 1))] %}
    {% do coded.append(pairs[0]) %}
{% endfor %}
{% for name, dimension in coded %}
{{ name }}_codes as (

    select distinct {{ 'unnest(' ~ name ~ ')' if name.startswith('all_') else name }} as code
    from {{ model }}

){{ ',' if not loop.last }}

{% endfor %}

{% for name, dimension in coded %}
select '{{ name }}' as column_name
from {{ name }}_codes
where code is null
   or code not in (select code from {{ ref('vocabulary') }} where dimension = '{{ dimension }}')
{{ 'union all' if not loop.last }}
{% endfor %}
{% endtest %}

{# Rows where a column that always has a value has none. #}
{% test always_filled(model, columns) %}
select 1 as row_with_a_gap
from {{ model }}
where {{ columns | join(' is null or ') }} is null
{% endtest %}
