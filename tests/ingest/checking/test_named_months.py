"""Dates as people type them: months by name in every language and script, Roman, with "godine"."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from ingest.checking.dates import date_sql
from ingest.layouts.layout import layout_named
from warehouse.database import open_restricted

Read = Callable[[str], date | None]
DAY_FIRST = replace(layout_named("cases_bs"), date_formats=("%d.%m.%Y", "%d.%m.%Y."))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    path = tmp_path_factory.mktemp("dates") / "restricted.duckdb"
    with open_restricted(path, "a key") as connection:
        yield lambda text: connection.execute(
            f"select {date_sql('text', DAY_FIRST)} from (select ? as text)", [text]
        ).fetchone()[0]


@pytest.mark.parametrize(
    "text",
    [
        "5. mart 2023.",
        "5. marta 2023. godine",
        "5. ožujka 2023.",
        "5 ožujak 2023",
        "5. март 2023.",
        "05. МАРТА 2023. ГОДИНЕ",
        "5.III.2023",
        "5. iii. 2023.",
        "5.3.2023. godine",
        "5. 3. 2023. god.",
        "05.03.2023. г.",
        "5.3.2023 g",
    ],
)
def test_a_day_is_read_however_its_month_is_written(read: Read, text: str) -> None:
    assert read(text) == date(2023, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "29.02.2023",
        "31. april 2023.",
        "mart 2023",
        "5. martovski 2023",
        "III.5.2023",
        "5.13.2023. godine",
    ],
)
def test_a_day_that_is_not_there_or_not_certain_is_none(read: Read, text: str) -> None:
    assert read(text) is None
