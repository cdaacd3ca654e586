-- One row per register and person: what the bodies decided and did about the person, over time.
-- All versions of a record that counts are read: each says what was known when it came, of the person
-- whom its newest version names. The first
-- version speaks of the day of identification, a later one of the day of its delivery.
with

versions as (

    select
        * exclude (person_key),
        -- The person of the version that counts: an earlier one may have had a number that was mended.
        max(person_key) filter (where standing = 'counts') over record as person_key,
        version_from_newest = max(version_from_newest) over record as is_first_version,
        coalesce(identified_date, make_date(identified_year, 1, 1)) as identified_on

    from {{ ref('case_records') }}
    window record as (partition by register, source, record_key)
    qualify bool_or(standing = 'counts') over record

),

statements as (

    select
        versions.*,
        case when is_first_version then identified_on else received_date end as stated_date,
        case_statuses.position as case_position

    from versions
    inner join {{ ref('vocabulary') }} as case_statuses
        on case_statuses.dimension = 'case_status'
        and case_statuses.code = versions.case_status

),

persons as (

    select
        register,
        person_key,
        min(identified_year) filter (where standing = 'counts' and status != 'not_a_victim') as victim_year,
        min(identified_year) as first_year,
        min(identified_date) as identified_date,
        arg_max(status, (identified_on, delivery_number, row_number)) filter (where standing = 'counts')
            as latest_status,
        min(stated_date) filter (where status = 'possible') as possible_date,
        min(stated_date) filter (where status in ('actual', 'not_a_victim')) as decided_date,
        -- A case is as far as the body that is least far with it.
        arg_min(case_status, case_position) filter (where standing = 'counts') as case_status,
        min(stated_date) filter (where case_status = 'closed' and not is_first_version) as closed_date,
        count(*) filter (where standing = 'counts') as records,
        count(distinct source) filter (where standing = 'counts') as reporting_bodies

    from statements
    group by all

)

select
    * exclude (victim_year, first_year, closed_date),
    coalesce(victim_year, first_year) as cohort_year,
    case
        when latest_status = 'actual' and possible_date < decided_date then 'actual_after_possible'
        when latest_status = 'actual' then 'actual_at_once'
        when latest_status = 'possible' then 'still_possible'
        else latest_status
    end as status_path,
    case
        when latest_status in ('actual', 'not_a_victim') and possible_date < decided_date
            then (decided_date - possible_date)::integer
    end as days_to_decision,
    case when case_status = 'closed' then closed_date end as closed_date,
    case when case_status = 'closed' then (closed_date - identified_date)::integer end as days_to_closing

from persons
