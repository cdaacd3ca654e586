"""Columns as their different texts: what is asked of a text is asked once, however often it stands.

Nothing here knows what a text means. A cell that is not there is an empty text.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Ask = Callable[[pa.Array], pa.Array]
# So many rows DuckDB stores together: were they to come in smaller chunks, it would do so twice.
CHUNK_ROWS = 122_880
# So many rows are checked and written at a time: memory does not grow with the file. DuckDB gives
# a chunk to one thread, and both are busy.
PART_ROWS = 2 * CHUNK_ROWS
SAMPLE_ROWS, MOSTLY = 1_000, 0.9


def by_texts(table: pa.Table) -> pa.Table:
    """Every column of texts as one dictionary array, every other one in one piece."""
    arrays = {
        name: column.combine_chunks() if pa.types.is_integer(column.type) else encoded(column)
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pa.table(arrays)


def encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Where nearly every row has a text of its own, none are looked for: two may be the same."""
    if pa.types.is_dictionary(column.type):
        return column.unify_dictionaries().combine_chunks()
    texts = pc.fill_null(column, "").combine_chunks()
    sample = texts.slice(0, SAMPLE_ROWS)
    if len(sample) < SAMPLE_ROWS or pc.count_distinct(sample).as_py() < MOSTLY * SAMPLE_ROWS:
        return texts.dictionary_encode()
    return pa.DictionaryArray.from_arrays(np.arange(len(texts), dtype=np.int32), texts)


def texts_of(table: pa.Table, name: str) -> pa.DictionaryArray:
    column = table[name]
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def codes(column: pa.DictionaryArray) -> np.ndarray:
    """For each row the place of its text in the dictionary."""
    return column.indices.to_numpy()


def times(column: pa.DictionaryArray) -> np.ndarray:
    """How often each text of the dictionary stands."""
    return np.bincount(codes(column), minlength=len(column.dictionary))


def with_texts(column: pa.DictionaryArray, texts: pa.Array) -> pa.DictionaryArray:
    """The column with other texts in the place of its own; two may be the same, some null."""
    if not texts.null_count:
        return pa.DictionaryArray.from_arrays(column.indices, texts)
    missing = flags(texts.is_null())[codes(column)]
    places = pa.array(codes(column), mask=missing)
    return pa.DictionaryArray.from_arrays(places, texts.fill_null(""))


def flags(answers: pa.Array) -> np.ndarray:
    return pc.fill_null(answers, False).to_numpy(zero_copy_only=False)


def rows_with(column: pa.DictionaryArray, chosen: np.ndarray) -> np.ndarray:
    """The places of the rows whose text is chosen: a flag for each text of the dictionary."""
    if not chosen.any():
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(chosen[codes(column)])


def rows_among(column: pa.DictionaryArray, places: np.ndarray, ask: Ask) -> np.ndarray:
    """A flag for each of `places`: whether its text is what `ask` asks for."""
    at = codes(column)[places]
    stands = np.zeros(len(column.dictionary), dtype=bool)
    stands[at] = True
    used = np.flatnonzero(stands)
    stands[used] = flags(ask(column.dictionary.take(pa.array(used))))
    return stands[at]


def are_blank(texts: pa.Array) -> pa.Array:
    return pc.equal(pc.utf8_trim_whitespace(texts), "")


def in_chunks(table: pa.Table) -> pa.Table:
    """The same table, cut as DuckDB works on it and stores it."""
    whole = table.unify_dictionaries().combine_chunks()
    return pa.Table.from_batches(whole.to_batches(max_chunksize=CHUNK_ROWS), table.schema)


def in_parts(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows, PART_ROWS at a time; at least one table."""
    waiting = next(tables)
    for table in tables:
        waiting = pa.concat_tables([waiting, table])
        while waiting.num_rows > PART_ROWS:
            yield waiting.slice(0, PART_ROWS)
            waiting = waiting.slice(PART_ROWS)
    for start in range(0, max(waiting.num_rows, 1), PART_ROWS):
        yield waiting.slice(start, PART_ROWS)
