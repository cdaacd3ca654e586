-- Rows of a mart with two codes that privacy/release.toml says can't be together: such cells are published
-- as zero.
with

forbidden_pairs as (

    {% set pairs = [] %}
    {% for mart in var('populations').values() | sum(start=[]) %}
    {% set columns = adapter.get_columns_in_relation(ref(mart)) | map(attribute='name') | list %}
    {% for zero in var('structural_zeros') if zero.dimension in columns and zero.other in columns %}
    {% do pairs.append((mart, zero)) %}
    {% endfor %}
    {% endfor %}
    {% for mart, zero in pairs %}
    select '{{ mart }}' as mart
    from {{ ref(mart) }}
    where {{ zero.dimension }} = '{{ zero.code }}'
      and {{ zero.other }} in ('{{ zero.codes | join("', '") }}')
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select mart, count(*) as persons
from forbidden_pairs
group by all
