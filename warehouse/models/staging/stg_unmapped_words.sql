-- Words that the vocabulary does not understand yet: counted by dimension and source, never lost.
with

cells as (

    {% for column in coded_columns() %}
    select
        '{{ column.dimension }}' as dimension,
        {{ column.raw }} as cell_text,
        delivery_id
    from {{ source('raw', 'cases') }}
    where {{ column.raw }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    cells.dimension,
    deliveries.source,
    restricted.main.word_key(words.source_word) as word,
    count(*) as case_records

from cells
inner join {{ source('raw', 'deliveries') }} as deliveries
    using (delivery_id)
inner join {{ ref('stg_cell_words') }} as words
    using (dimension, cell_text)
where words.code = 'unmapped'
group by all
