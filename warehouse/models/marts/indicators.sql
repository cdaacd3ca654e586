-- One row per indicator of the project, protected ones included, with where the whole project stands.
select
    registry.* exclude (baseline, baseline_date),
    nullif(registry.baseline, 'none')::double as baseline,
    nullif(registry.baseline_date, 'none')::date as baseline_date,
    whole_project.target,
    whole_project.value as actual,
    whole_project.progress

from {{ ref('indicator_registry') }} as registry
left join {{ ref('indicator_values') }} as whole_project
    on whole_project.indicator = registry.code
    and whole_project.period = 'project'
    and whole_project.dimension = 'all'
