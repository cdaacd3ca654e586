-- One row per person per register: who was first identified when, and what is known of them.
-- A person counts unless the latest decision says "not a victim": possible and actual victims
-- are counted together, as UNODC's "detected victims" are, and told apart by victim_status.
with

first_record_per_person as (

    select
        register,
        person_key,
        arg_min(
            (delivery_number, row_number),
            (
                coalesce(identified_year, 9999),
                coalesce(identified_date, date '9999-12-31'),
                -delivery_number,
                row_number
            )
        ) as record_number

    from {{ ref('case_records') }}
    where standing = 'counts' and status != 'not_a_victim'
    group by all

)

select
    first_record.register,
    first_record.person_key,
    first_record.identified_year as cohort_year,
    -- 0 where only the year is known.
    coalesce(quarter(first_record.identified_date), 0)::integer as cohort_quarter,
    first_record.identified_year,
    first_record.identified_date,
    cases.latest_status as victim_status,
    first_record.deciding_body,
    first_record.identifying_institution,
    first_record.sex,
    first_record.age_group,
    first_record.child_adult,
    first_record.citizenship,
    first_record.citizenship_group,
    first_record.un_region,
    first_record.nationality,
    first_record.area,
    first_record.entity,
    first_record.form,
    first_record.all_form,
    first_record.means_of_control,
    first_record.all_means_of_control,
    first_record.recruiter_relation,
    first_record.all_recruiter_relation,
    first_record.cross_border,
    first_record.case_status,
    first_record.source,
    first_record.delivery_id,
    first_record.row_number,
    case
        when cases.records = 1 then 'only_record'
        when cases.reporting_bodies > 1 then 'earliest_of_several_bodies'
        else 'earliest_of_several_records'
    end as counted_because

from first_record_per_person
inner join {{ ref('case_records') }} as first_record
    on (first_record.delivery_number, first_record.row_number) = record_number
inner join {{ ref('cases') }} as cases
    on cases.register = first_record.register
    and cases.person_key = first_record.person_key
where cases.latest_status != 'not_a_victim'
