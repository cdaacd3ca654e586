-- One row per defendant: the furthest stage, when each stage was reached, and the sentence.
with

ranked_stages as (

    select
        proceedings.*,
        stages.position,
        -- Of a conviction and an acquittal the later one holds; a stage not understood is none.
        case
            when stage in ({{ residual_codes() }}) then 0
            when stage in ('convicted', 'acquitted') then 4
            else stages.position
        end as progress

    from {{ ref('proceedings') }} as proceedings
    inner join {{ ref('vocabulary') }} as stages
        on stages.dimension = 'stage'
        and stages.code = proceedings.stage

),

stages_per_defendant as (

    select
        register,
        person_key,
        list(stage order by position) as all_stage,
        min(stage_date) filter (where stage = 'reported') as reported_date,
        min(stage_date) filter (where stage = 'investigated') as investigated_date,
        min(stage_date) filter (where stage = 'indicted') as indicted_date,
        min(stage_date) filter (where stage in ('convicted', 'acquitted')) as verdict_date

    from ranked_stages
    group by all

),

furthest_stages as (

    select *
    from ranked_stages
    qualify row_number() over (
        partition by register, person_key
        order by progress desc, latest_date desc nulls last, position
    ) = 1

)

select
    furthest.* exclude (
        position, progress, stage, stage_date, stage_year, latest_date, source, delivery_id, row_number
    ),
    furthest.stage as furthest_stage,
    stages.* exclude (register, person_key),
    (stages.indicted_date - stages.reported_date)::integer as days_report_to_indictment,
    (stages.verdict_date - stages.indicted_date)::integer as days_indictment_to_verdict,
    case
        when furthest.stage != 'convicted' then 'not_convicted'
        when furthest.sentence not in ('prison', 'juvenile_prison', {{ residual_codes() }})
            then 'no_prison'
        when bands.sentence_band is not null then bands.sentence_band
        when furthest.sentence in ({{ residual_codes() }}) then furthest.sentence
        else 'not_collected'
    end as sentence_band

from furthest_stages as furthest
inner join stages_per_defendant as stages
    using (register, person_key)
left join {{ ref('sentence_bands') }} as bands
    on furthest.sentence_months >= bands.first_month
    and furthest.sentence_months < bands.below_month
