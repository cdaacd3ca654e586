-- One row per programme indicator, period and code of its disaggregations, empty ones included.
-- Protected indicators have no row here: their figures come from a release, with noise and margin.
with

splits as (

    select *, unnest(string_split('all;' || disaggregations, ';')) as dimension
    from {{ ref('indicator_registry') }}
    where basis = 'programme'

),

grid as (

    select
        splits.code as indicator,
        splits.counted,
        splits.aggregation,
        splits.baseline::double as baseline,
        periods.*,
        splits.dimension,
        coalesce(codes.code, 'all') as code

    from splits
    cross join {{ ref('reporting_periods') }} as periods
    left join {{ ref('vocabulary') }} as codes
        using (dimension)
    where splits.dimension != 'none'

),

sums as (

    select
        outputs.counted,
        periods.period,
        outputs.split.dimension as dimension,
        outputs.split.code as code,
        count(*) as outputs,
        count(distinct outputs.thing) as things,
        sum(outputs.amount) as total,
        avg(outputs.amount) as average

    from (select *, unnest(codes) as split from {{ ref('programme_outputs') }}) as outputs
    inner join {{ ref('reporting_periods') }} as periods
        on outputs.output_date between periods.first_day and periods.last_day
    group by all

),

valued as (

    select
        grid.* exclude (counted, aggregation),
        coalesce(sums.outputs, 0) as based_on,
        case aggregation
            when 'sum' then coalesce(total, 0)
            when 'distinct' then coalesce(things, 0)
            when 'share' then average
            -- The mean of a few would tell of a person, and so would a part that follows from the others and
            -- from all, or from a longer period and a shorter one: hence whole numbers.
            when 'mean' then if(min(outputs) over same_split >= 5, round(average), null)
        end::double as value,
        target

    from grid
    left join sums using (counted, period, dimension, code)
    left join {{ ref('indicator_targets') }} using (indicator, period, dimension, code)
    -- Parts of the split that nobody is in have no number.
    window same_split as (partition by indicator, period, dimension)

)

select
    *,
    (value - baseline) / nullif(target - baseline, 0) as progress,
    value - lag(value) over (
        partition by indicator, calendar, dimension, code
        order by first_day
    ) as change

from valued
