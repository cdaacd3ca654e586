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
