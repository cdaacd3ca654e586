-- One row per delivered case record, its words turned into codes.
with

decoded as (

    select
        raw_cases.delivery_id,
        raw_cases.row_number,
        deliveries.register,
        deliveries.source,
        deliveries.delivery_number,
        deliveries.delivers,
        raw_cases.person_key,
        raw_cases.name_key,
        raw_cases.reference_key,
        raw_cases.identified_date,
        coalesce(year(raw_cases.identified_date), raw_cases.identified_year) as identified_year,
        raw_cases.age_years,
        {% for column in coded_columns() %}
        coalesce({{ column.dimension }}_codes.main_code, 'not_collected') as {{ column.dimension }},
        {% if column.several %}
        coalesce({{ column.dimension }}_codes.codes, ['not_collected']) as all_{{ column.dimension }},
        {% endif %}
        {% endfor %}

    from {{ source('raw', 'cases') }} as raw_cases
    inner join {{ source('raw', 'deliveries') }} as deliveries
        using (delivery_id)
    {% for column in coded_columns() %}
    left join {{ ref('stg_cell_codes') }} as {{ column.dimension }}_codes
        on {{ column.dimension }}_codes.dimension = '{{ column.dimension }}'
        and {{ column.dimension }}_codes.cell_text = raw_cases.{{ column.raw }}
    {% endfor %}

)

select
    decoded.* exclude (age_group, child_adult),
    coalesce(age_groups.age_group, decoded.age_group) as age_group,
    -- An age says it best, then the source's own word, then the band.
    case
        when age_groups.child_adult is not null then age_groups.child_adult
        when decoded.child_adult in ('child', 'adult') then decoded.child_adult
        else coalesce(bands.child_adult, decoded.child_adult)
    end as child_adult

from decoded
left join {{ ref('age_groups') }} as age_groups
    on decoded.age_years between age_groups.first_age and age_groups.last_age
left join {{ ref('age_groups') }} as bands
    on bands.age_group = decoded.age_group
