-- One row per delivered case record, its words turned into codes. A view: ten million wide rows need not
-- be written twice.
{{ config(materialized='view') }}
with

decoded as (

    {{ decoded_records('cases', ['identified_date', 'identified_year', 'age_years']) }}

)

select
    decoded.* exclude (
        identified_year, age_group, child_adult, all_citizenship, all_citizenship_group
    ),
    coalesce(year(decoded.identified_date), decoded.identified_year)::integer as identified_year,
    areas.entity,
    {{ nationality('decoded.citizenship_group') }} as nationality,
    {{ un_region('decoded.citizenship') }} as un_region,
    coalesce(age_groups.age_group, decoded.age_group) as age_group,
    -- An age says it best, then a band of ages, then the source's own word: so that no child is in an
    -- adult's band.
    coalesce(age_groups.child_adult, bands.child_adult, decoded.child_adult) as child_adult

from decoded
left join {{ ref('areas') }} as areas
    using (area)
left join {{ ref('countries') }} as countries
    on countries.alpha3 = decoded.citizenship
left join {{ ref('age_groups') }} as age_groups
    on decoded.age_years between age_groups.first_age and age_groups.last_age
left join {{ ref('age_groups') }} as bands
    on bands.age_group = decoded.age_group
