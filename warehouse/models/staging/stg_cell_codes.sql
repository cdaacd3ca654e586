-- What each distinct text of a coded column means: all of its codes, and the main one
-- (the first in the vocabulary's order, which is its order of precedence).
select
    words.dimension,
    words.cell_text,
    list(distinct words.code order by words.code) as codes,
    arg_min(words.code, vocabulary.position) as main_code

from {{ ref('stg_cell_words') }} as words
inner join {{ ref('vocabulary') }} as vocabulary
    using (dimension, code)
group by all
