{# The codes of an output as a list of (dimension, code); `all` is the output as a whole. #}
{% macro output_dimensions(dimensions) -%}
    [
        {'dimension': 'all', 'code': 'all'}
        {%- for dimension in dimensions %},
        {% set name, column = (dimension, dimension) if dimension is string else dimension -%}
        {'dimension': '{{ name }}', 'code': {{ column }}}
        {%- endfor %}
    ] as codes
{%- endmacro %}
