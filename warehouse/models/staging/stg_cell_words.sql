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

),

parts as (

    select
        dimension,
        cell_text,
        may_hold_several,
        unnest(
            case
                when may_hold_several then string_split_regex(cell_text, '[;|]')
                else [cell_text]
            end
        ) as part

    from distinct_texts

),

-- A comma, a slash, a line break and "and" may stand inside a word: they part words only where each
-- piece is a word that is known.
pieces as (

    select
        dimension,
        cell_text,
        part,
        unnest(string_split_regex(part, '{{ between_words() }}')) as piece

    from parts
    where may_hold_several
      and (dimension, restricted.main.word_key(part)) not in (select (dimension, word) from known_words)

),

understood_pieces as (

    select
        pieces.*,
        bool_and(known_words.code is not null) over (partition by pieces.dimension, cell_text, part)
            as are_all_known

    from pieces
    left join known_words
        on known_words.dimension = pieces.dimension
        and known_words.word = restricted.main.word_key(pieces.piece)

),

words_in_pieces as (

    select dimension, cell_text, part
    from understood_pieces
    where are_all_known
    group by all

),

single_words as (

    select dimension, cell_text, piece as source_word
    from understood_pieces
    where are_all_known

    union all

    select dimension, cell_text, part
    from parts
    anti join words_in_pieces using (dimension, cell_text, part)

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
