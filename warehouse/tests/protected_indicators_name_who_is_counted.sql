-- Protected indicators whose counted_codes say nothing, or name what the vocabulary does not have.
with

named as (

    select
        code as indicator,
        basis,
        counted_codes,
        split_part(counted_codes, '=', 1) as dimension,
        unnest(string_split(split_part(counted_codes, '=', 2), ';')) as counted_code

    from {{ ref('indicator_registry') }}

)

select
    named.indicator,
    named.counted_codes

from named
left join {{ ref('vocabulary') }} as vocabulary
    on vocabulary.dimension = named.dimension
    and vocabulary.code = named.counted_code
where case
    when named.basis = 'programme' then named.counted_codes != 'none'
    else named.counted_codes != 'everyone' and vocabulary.code is null
end
