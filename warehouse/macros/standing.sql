{# The records of a staging model, each with its standing: whether it counts, and why or why not.
   Within a source a record is known by the source's own reference and its person, else by `own_key`:
   the same reference with another person is another record. record_key is a 128-bit hash of that.
   Versions are ranked on narrow rows: sorting whole ones takes ten times the memory.
   `of_persons`: whether a record without a person is none. #}
{% macro records_with_standing(records, own_key, of_persons=true) %}
    with

    keyed as (

        select
            delivery_number,
            row_number,
            register,
            source,
            person_key,
            name_key,
            reference_key,
            record_state = 'withdrawn' as is_withdrawal,
            {{ own_key }} as own_key

        from {{ records }}

    ),

    {{ persons_of_shared_references() | indent(4) }},

    -- A withdrawal may name the reference alone: it ends whatever came under it before.
    withdrawn_references as (

        select
            register,
            source,
            reference_key,
            max((delivery_number, row_number)) as withdrawn_at

        from keyed
        where is_withdrawal and person_key is null and reference_key is not null
        group by all

    ),

    records_of_rows as (

        select
            keyed.*,
            shared.person_label is not null as is_of_shared_reference,
            md5_number(case
                when reference_key is null then 'own ' || own_key
                when is_withdrawal and person_key is null then 'withdrawal ' || reference_key
                else 'reference ' || reference_key || coalesce(' of ' || shared.person_label, '')
            end) as record_key

        from keyed
        left join persons_of_shared_references as shared
            using (delivery_number, row_number)

    ),

    ranked as (

        select
            *,
            row_number() over (
                partition by register, source, record_key
                order by delivery_number desc, row_number desc
            ) as version_from_newest

        from records_of_rows

    )

    select
        records.* exclude (name_key),
        ranked.record_key,
        ranked.version_from_newest,
        ranked.is_of_shared_reference,
        case
            when records.is_outdated_snapshot then 'not_in_newest_snapshot'
            when ranked.version_from_newest > 1
                or (records.delivery_number, records.row_number) < withdrawn_references.withdrawn_at
                then 'superseded'
            when ranked.is_withdrawal then 'withdrawn'
            when ranked.record_key is null{{ ' or records.person_key is null' if of_persons }}
                then 'of_nobody'
            else 'counts'
        end as standing

    from {{ records }} as records
    inner join ranked
        using (delivery_number, row_number)
    left join withdrawn_references
        on withdrawn_references.register = records.register
        and withdrawn_references.source = records.source
        and withdrawn_references.reference_key = records.reference_key
{% endmacro %}

{# Of the references under which a source has written about several persons: the least key of each
   record's person. Two rows are of one person if they share the person's key, or name and birth date
   (a number that was mended). The label wanders to and fro so often that number and name may each be
   mended twice in turn; who is mended more often becomes a record of its own. #}
{% macro persons_of_shared_references() %}
shared_references as (

    select register, source, reference_key
    from keyed
    where reference_key is not null
    group by all
    having min(person_key) != max(person_key)

),

labels_0 as (

    select keyed.*, person_key as person_label
    from keyed
    semi join shared_references using (register, source, reference_key)
    where person_key is not null

),

{% for round in range(1, 5) %}
labels_{{ round }} as (

    select
        * exclude (person_label),
        min(person_label) over (
            partition by register, source, reference_key,
                {{ 'coalesce(name_key, person_key)' if round % 2 else 'person_key' }}
        ) as person_label

    from labels_{{ round - 1 }}

),

{% endfor %}
persons_of_shared_references as (

    select delivery_number, row_number, person_label
    from labels_4

)
{%- endmacro %}
