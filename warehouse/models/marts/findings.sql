-- Facts of deliveries that a person has to look at. They stop no build: each is told by its row, to the
-- sender and to the office, and never by a value.
with

records as (

    {% for kind, model in [
        ('cases', 'case_records'), ('referrals', 'referral_records'),
        ('proceedings', 'proceeding_records'), ('trainings', 'training_records'),
    ] %}
    select
        '{{ kind }}' as kind, register, source, delivery_id, row_number, person_key, standing,
        is_of_shared_reference
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    kind, register, source, delivery_id, row_number,
    'reference_of_several_persons' as finding, 'reference' as field
from records
where standing = 'counts' and is_of_shared_reference

union all

select kind, register, source, delivery_id, row_number, 'record_of_nobody', ''
from records
where standing = 'of_nobody'

union all

select 'referrals', register, source, delivery_id, row_number, 'referral_of_nobodys_case', ''
from {{ ref('referrals') }}
where not is_of_a_case
