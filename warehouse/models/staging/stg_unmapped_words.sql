-- Words that the vocabulary does not understand yet: counted by dimension and source, never lost.
-- Countries are left out: their cells are read again as citizenship groups.
with

cells as (

    {% for kind in kinds() %}
    {% set kind_loop = loop %}
    {% for column in coded_columns(kind) if column.dimension != 'citizenship' %}
    select
        '{{ column.dimension }}' as dimension,
        {{ column.raw }} as cell_text,
        delivery_id
    from {{ source('raw', kind) }}
    where {{ column.raw }} is not null
    {{ 'union all' if not (loop.last and kind_loop.last) }}
    {% endfor %}
    {% endfor %}

),

unmapped_words as (

    select distinct
        dimension,
        cell_text,
        restricted.main.word_key(source_word) as word

    from {{ ref('stg_cell_words') }}
    where code = 'unmapped'

)

select
    cells.dimension,
    deliveries.source,
    unmapped_words.word,
    count(*) as case_records

from cells
inner join unmapped_words
    using (dimension, cell_text)
inner join {{ source('raw', 'deliveries') }} as deliveries
    using (delivery_id)
group by all
