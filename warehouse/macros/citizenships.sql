{# Roll-ups of a citizenship. A country of ours makes a person a national, whatever other ones there are. #}
{% macro nationality(citizenship_group) %}
    case
        when {{ citizenship_group }} = 'bih' then 'national'
        when {{ citizenship_group }} in ('stateless', 'unknown', 'not_collected', 'unmapped')
            then {{ citizenship_group }}
        else 'foreign'
    end
{%- endmacro %}

{# Where a source names a group of countries only, the region follows from the group if it can. #}
{% macro un_region(citizenship) %}
    case
        when countries.un_region is not null then lower(countries.un_region)
        when {{ citizenship }} in ('neighbouring', 'other_europe') then 'europe'
        when {{ citizenship }} = 'americas_oceania' then 'unknown'
        else {{ citizenship }}
    end
{%- endmacro %}
