-- One row per defendant per stage: when it was first reached, and how it stands by the latest record of
-- the stage. A person's second case reaches no stage anew: whoever is counted is counted once.
select
    register,
    person_key,
    min(year(stage_date)) over (partition by register, person_key)::integer as cohort_year,
    stage,
    min(stage_date) over same_stage as stage_date,
    year(min(stage_date) over same_stage)::integer as stage_year,
    stage_date as latest_date,
    court_level,
    charge,
    sentence,
    sentence_months,
    sex,
    age_group,
    child_adult,
    citizenship_group,
    {{ nationality('citizenship_group') }} as nationality,
    source,
    delivery_id,
    row_number

from {{ ref('proceeding_records') }}
where standing = 'counts'
window same_stage as (partition by register, person_key, stage)
qualify row_number() over (
    partition by register, person_key, stage
    order by stage_date desc nulls last, delivery_number desc, row_number desc
) = 1
