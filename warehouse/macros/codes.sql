{# The codes that say nothing about a person: what was asked and not found out, not asked, not understood. #}
{% macro residual_codes() %}'unknown', 'not_collected', 'unmapped'{% endmacro %}

{# The code of a delay: its band; `never` where what was waited for is not recorded, and `unknown` where
   there is no day to count from. #}
{% macro delay_code(date_column, bands) %}
    case
        when {{ date_column }} is null then 'never'
        else coalesce({{ bands }}.delay_band, 'unknown')
    end
{%- endmacro %}

{# Whole days from one date to another, 0 where the other came first; null where one is missing. #}
{% macro days_between(earlier, later) -%}
    if({{ later }} < {{ earlier }}, 0, {{ later }} - {{ earlier }})::integer
{%- endmacro %}
