-- The words in each distinct text of a coded column, each with the code it means.
-- Reading distinct texts, not rows, keeps the join small however many rows there are.
with

distinct_texts as (

    {% for kind in kinds() %}
    {% set kind_loop = loop %}
    {% for column in coded_columns(kind) %}
    select distinct
        '{{ column.dimension }}' as dimension,
        {{ column.raw }} as cell_text,
        {{ column.several }} as may_hold_several
    from {{ source('raw', kind) }}
    where {{ column.raw }} is not null
    {{ 'union' if not (loop.last and kind_loop.last) }}
    {% endfor %}
    {% endfor %}

),

single_words as (

    select
        dimension,
        cell_text,
        unnest(
            case
                when may_hold_several then string_split_regex(cell_text, '[;|]')
                else [cell_text]
            end
        ) as source_word

    from distinct_texts

),

known_words as (

    select dimension, word, code
    from {{ ref('source_words') }}

    union all

    select 'citizenship_group', source_words.word, countries.citizenship_group
    from {{ ref('source_words') }} as source_words
    inner join {{ ref('countries') }} as countries
        on countries.alpha3 = source_words.code
    where source_words.dimension = 'citizenship'

    union all

    -- A group of countries, or none, stands in for the country where nothing nearer is said.
    select 'citizenship', word, code
    from {{ ref('source_words') }}
    where dimension = 'citizenship_group'

)

select
    single_words.dimension,
    single_words.cell_text,
    single_words.source_word,
    coalesce(known_words.code, 'unmapped') as code

from single_words
left join known_words
    on known_words.dimension = single_words.dimension
    and known_words.word = restricted.main.word_key(single_words.source_word)
where restricted.main.word_key(single_words.source_word) != ''
