-- One row per delivered stage of the proceedings against a defendant, its words turned into codes.
with

decoded as (

    {{ decoded_records('proceedings', ['stage_date', 'sentence_months', 'age_years']) }}

)

select
    decoded.*,
    coalesce(age_groups.age_group, 'not_collected') as age_group,
    coalesce(age_groups.child_adult, 'not_collected') as child_adult

from decoded
left join {{ ref('age_groups') }} as age_groups
    on decoded.age_years between age_groups.first_age and age_groups.last_age
