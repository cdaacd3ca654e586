"""Which of day and month comes first is told by the layout alone, and never guessed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest.drafting.draft import draft_layout
from ingest.errors import LayoutError
from ingest.layouts.layout import LAYOUT_DIR, read_layout, read_layouts
from ingest.loading import Delivery, load_extract
from tests.support.ingest_extracts import htcds_file, htcds_row
from warehouse.database import open_restricted

DAY_FIRST, MONTH_FIRST = '["%d/%m/%Y"]', '["%m/%d/%Y"]'


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(tmp_path / "restricted.duckdb", "a key for tests") as opened:
        yield opened


def layout_file(folder: Path, date_formats: str) -> Path:
    """The HTCDS layout as a police station might have it, with its own way to write dates."""
    text = (LAYOUT_DIR / "cases_htcds.toml").read_text(encoding="utf-8")
    path = folder / "cases_station.toml"
    path.write_text(text.replace('["%Y-%m-%d"]', date_formats), encoding="utf-8")
    return path


def load(
    folder: Path, connection: duckdb.DuckDBPyConnection, date_formats: str, *written: str
) -> Delivery:
    rows = [htcds_row(born="12/11/2005", identified=text) for text in written]
    layout = read_layout(layout_file(folder, date_formats))
    return load_extract(htcds_file(folder, *rows), connection, ("secret",), (layout,))


def kept(connection: duckdb.DuckDBPyConnection) -> list[tuple[date, int]]:
    return connection.execute(
        "select identified_date, age_years from raw.cases order by row_number"
    ).fetchall()


@pytest.mark.parametrize(
    ("date_formats", "identified", "age"),
    [(DAY_FIRST, date(2019, 11, 12), 14), (MONTH_FIRST, date(2019, 12, 11), 14)],
)
def test_the_same_file_is_read_by_the_order_of_its_layout(
    tmp_path: Path,
    connection: duckdb.DuckDBPyConnection,
    date_formats: str,
    identified: date,
    age: int,
) -> None:
    delivery = load(tmp_path, connection, date_formats, "12/11/2019")
    assert (delivery.layout, delivery.rows_loaded) == ("cases_station", 1)
    assert kept(connection) == [(identified, age)]


@pytest.mark.parametrize(
    ("date_formats", "reads", "refuses"),
    [(DAY_FIRST, "13/05/2019", "05/13/2019"), (MONTH_FIRST, "05/13/2019", "13/05/2019")],
)
def test_a_date_in_the_other_order_is_refused_and_not_turned_round(
    tmp_path: Path,
    connection: duckdb.DuckDBPyConnection,
    date_formats: str,
    reads: str,
    refuses: str,
) -> None:
    delivery = load(tmp_path, connection, date_formats, reads, refuses)
    assert kept(connection) == [(date(2019, 5, 13), 13)]
    assert delivery.quarantined == Counter({("impossible_date", "identified_date"): 1})
    assert connection.execute("select row_number from raw.quarantine").fetchall() == [(3,)]


def test_a_time_of_day_spaces_and_missing_zeros_change_nothing(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    load(tmp_path, connection, MONTH_FIRST, "5/3/2019", " 05/03/2019 14:30", "5 / 3 / 2019")
    assert [day for day, _ in kept(connection)] == [date(2019, 5, 3)] * 3


def test_a_layout_with_both_orders_is_refused(tmp_path: Path) -> None:
    path = layout_file(tmp_path, '["%d/%m/%Y", "%m/%d/%Y"]')
    with pytest.raises(LayoutError, match="day first and month first"):
        read_layout(path)


def test_a_draft_says_where_the_order_is_in_doubt(tmp_path: Path) -> None:
    either = htcds_row(born="01/02/2005", identified="03/04/2019")
    text = draft_layout(htcds_file(tmp_path, either), read_layouts())
    assert 'date_formats = ["%d/%m/%Y"]' in text and "Ask whether the day comes first" in text
    clear = htcds_row(born="02/21/2005", identified="03/04/2019")
    text = draft_layout(htcds_file(tmp_path, clear), read_layouts())
    assert 'date_formats = ["%m/%d/%Y"]' in text and "Ask whether" not in text
    both = htcds_row(born="02/21/2005", identified="21/02/2019")
    text = draft_layout(htcds_file(tmp_path, clear, both), read_layouts())
    assert 'date_formats = ["%m/%d/%Y"]' in text and "Ask whether the day comes first" in text
