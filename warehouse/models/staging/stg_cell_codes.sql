-- What each distinct text of a coded column means: all of its codes in the vocabulary's order,
-- which is its order of precedence, and the main one, the first of them.
with

positions as (

    select dimension, code, position
    from {{ ref('vocabulary') }}

    union all

    select 'citizenship', code, position * 1000
    from {{ ref('vocabulary') }}
    where dimension = 'citizenship_group'

    union all

    -- Countries in the order of their groups, so that country and group tell of the same citizenship.
    select
        'citizenship',
        countries.alpha3,
        citizenship_groups.position * 1000
            + row_number() over (partition by citizenship_group order by countries.alpha3)
    from {{ ref('countries') }} as countries
    inner join {{ ref('vocabulary') }} as citizenship_groups
        on citizenship_groups.dimension = 'citizenship_group'
        and citizenship_groups.code = countries.citizenship_group

),

distinct_codes as (

    select distinct
        words.dimension,
        words.cell_text,
        words.code,
        positions.position

    from {{ ref('stg_cell_words') }} as words
    inner join positions
        using (dimension, code)

)

select
    dimension,
    cell_text,
    list(code order by position) as codes,
    arg_min(code, position) as main_code

from distinct_codes
group by all
