-- One row per person per register: who was first identified when, and what is known of them.
-- A person counts unless the latest decision says "not a victim": possible and actual victims
-- are counted together, as UNODC's "detected victims" are, and told apart by victim_status.
with

counting_records as (

    select *
    from {{ ref('case_records') }}
    where standing = 'counts'

),

decisions_per_person as (

    select
        register,
        person_key,
        arg_max(
            status,
            (coalesce(identified_date, make_date(identified_year, 1, 1)), delivery_number, row_number)
        ) as latest_status,
        count(*) as records,
        count(distinct source) as reporting_bodies

    from counting_records
    group by all

),

first_record_per_person as (

    select *
    from counting_records
    where status != 'not_a_victim'
    qualify row_number() over (
        partition by register, person_key
        order by identified_year nulls last, identified_date nulls last, delivery_number desc, row_number
    ) = 1

)

select
    first_record.register,
    first_record.person_key,
    first_record.identified_year,
    first_record.identified_date,
    decisions.latest_status as victim_status,
    first_record.deciding_body,
    first_record.identifying_institution,
    first_record.sex,
    first_record.age_group,
    first_record.child_adult,
    first_record.citizenship_group,
    first_record.area,
    first_record.form,
    first_record.all_form,
    first_record.all_means_of_control,
    first_record.recruiter_relation,
    first_record.cross_border,
    first_record.case_status,
    first_record.source,
    first_record.delivery_id,
    first_record.row_number,
    case
        when decisions.records = 1 then 'only_record'
        when decisions.reporting_bodies > 1 then 'earliest_of_several_bodies'
        else 'earliest_of_several_records'
    end as counted_because

from first_record_per_person as first_record
inner join decisions_per_person as decisions
    using (register, person_key)
where decisions.latest_status != 'not_a_victim'
