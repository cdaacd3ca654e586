-- One row per person per register: who was first identified when, and what is known of them.
-- A person counts unless the latest decision says "not a victim": possible and actual victims
-- are counted together, as UNODC's "detected victims" are, and told apart by victim_status.
with

latest_status_per_person as (

    select
        register,
        person_key,
        arg_max(status, (coalesce(identified_date, make_date(identified_year, 1, 1)), received_at, row_number)) as status

    from {{ ref('stg_cases') }}
    group by all

),

first_record_per_person as (

    select *
    from {{ ref('stg_cases') }}
    where status != 'not_a_victim'
    qualify row_number() over (
        partition by register, person_key
        order by identified_year nulls last, identified_date nulls last, received_at desc, delivery_id, row_number
    ) = 1

)

select
    first_record.register,
    first_record.person_key,
    first_record.identified_year,
    first_record.identified_date,
    latest_status.status as victim_status,
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
    first_record.source

from first_record_per_person as first_record
inner join latest_status_per_person as latest_status
    using (register, person_key)
where latest_status.status != 'not_a_victim'
