"""Read a question such as "victims by area, form, 2019-2023": who, split how, in which years.

Codes and labels of any language are understood, whatever their case and accents. It knows words
only: no data are read, and an answer costs nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import combining, normalize

from privacy.declared.spec import Periods, ReleaseSpec, Table
from privacy.errors import QuestionError

YEARS = re.compile(r"[\s,]*\b(\d{4})(?:\s*[-\u2013\u2014]\s*(\d{4}))?\s*$")
BY = re.compile(r"\b(?:by|po|prema|\u043f\u043e|\u043f\u0440\u0435\u043c\u0430)\b")
AND = re.compile(r"\s+(?:and|i|\u0438)\s+")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What may be asked, each as its key: `marts` by a word for their rows, and by dimension.

    `columns` are the dimensions by which each mart's rows can be counted.
    """

    marts: Mapping[str, str]
    dimensions: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A table that might be declared, and the years in which it is wanted."""

    mart: str
    count: str
    dimensions: tuple[str, ...]
    cells_per_person: int
    several: str
    first_year: int
    last_year: int


def understood(text: str, spec: ReleaseSpec, words: Words) -> Question:
    asked, (first, last) = years_of(text.strip(), spec.periods)
    whom, *split = BY.split(word_key(asked), maxsplit=1)
    mart = mart_of(whom.strip(" ,"), words)
    dimensions = dimensions_of(split[0], words) if split else ()
    chosen = mart_with(dimensions, mart, spec, words)
    several, cells = rows_of_a_person(chosen, dimensions, spec)
    return Question(
        mart=chosen,
        count=tables_of_mart(spec, chosen)[0].count,
        dimensions=dimensions,
        cells_per_person=cells,
        several=several,
        first_year=first,
        last_year=last,
    )


def word_key(text: str) -> str:
    """Without case and accents; the two spellings of a letter, \u0111 and dj, are one."""
    letters = normalize("NFD", text.casefold().replace("\u0111", "dj"))
    return " ".join("".join(letter for letter in letters if not combining(letter)).split())


def years_of(text: str, periods: Periods) -> tuple[str, tuple[int, int]]:
    """The rest of the text, and the years at its end; all closed ones if it names none."""
    match = YEARS.search(text)
    if match is None:
        return text, (periods.first_year, periods.closed_through)
    first, last = int(match[1]), int(match[2] or match[1])
    if not periods.first_year <= first <= last <= periods.closed_through:
        raise QuestionError(
            f"{first} to {last} can't be asked for: the closed years are {periods.first_year} to "
            f"{periods.closed_through}."
        )
    return text[: match.start()], (first, last)


def mart_of(whom: str, words: Words) -> str:
    if whom not in words.marts:
        raise QuestionError(
            f"It is not understood whom to count: '{whom}'. Known are: "
            f"{', '.join(sorted(words.columns))}. Ask, for instance: victims by area, 2019-2023"
        )
    return words.marts[whom]


def dimensions_of(split: str, words: Words) -> tuple[str, ...]:
    dimensions: list[str] = []
    for part in filter(None, (part.strip() for part in split.split(","))):
        # A label may hold an "and" of its own, so the whole part is tried first.
        pieces = [part] if part in words.dimensions else AND.split(part)
        for piece in pieces:
            if piece not in words.dimensions:
                raise QuestionError(
                    f"'{piece}' is nothing to split by. Known are: "
                    f"{', '.join(sorted(set(words.dimensions.values())))}; or their labels."
                )
            dimensions.append(words.dimensions[piece])
    return tuple(dict.fromkeys(dimensions))


def mart_with(dimensions: tuple[str, ...], mart: str, spec: ReleaseSpec, words: Words) -> str:
    """The mart asked for, or another of its population that has all the dimensions."""
    population = next(population for population in spec.populations if mart in population.marts)
    for candidate in (mart, *population.marts):
        if set(dimensions) <= set(words.columns[candidate]) and tables_of_mart(spec, candidate):
            return candidate
    lacking = [name for name in dimensions if name not in words.columns[mart]]
    raise QuestionError(
        f"The mart {mart} has no {', '.join(lacking)}: it can be split by "
        f"{', '.join(words.columns[mart])}."
    )


def tables_of_mart(spec: ReleaseSpec, mart: str) -> list[Table]:
    return [table for table in spec.tables if table.mart == mart]


def rows_of_a_person(mart: str, dimensions: tuple[str, ...], spec: ReleaseSpec) -> tuple[str, int]:
    """The dimension of several codes, if any, and in how many cells one person can be."""
    declared = tables_of_mart(spec, mart)
    rows = max((table.cells_per_person for table in declared if not table.several), default=1)
    several = {table.several: table.cells_per_person for table in declared if table.several}
    asked = [name for name in dimensions if name in several]
    if len(asked) > 1:
        raise QuestionError(
            f"A person can have several codes of {' and of '.join(asked)}: ask for one of them."
        )
    return (asked[0], rows * several[asked[0]]) if asked else ("", rows)
