"""All published tables at once, attacked by integer programming: no small count comes out.

The attacker knows every published interval, that tables which share a dimension agree, and that
the years of a five-year table add up to it.
"""

from pathlib import Path
from statistics import median

import pytest

from portal.keys import read_key_file
from tests.attacks.reconstructing import (
    Cell,
    Printed,
    least_and_most,
    printed_in,
    read_printed,
    system_of,
)
from tests.attacks.suppression import hidden_counts
from tests.support.chain import Portal
from warehouse.database import open_restricted

WINDOWS = (range(2007, 2010), range(2010, 2015), range(2015, 2020), range(2020, 2025))
TABLES = {
    "victims_by_year": (),
    "victims_by_year_sex": ("sex",),
    "victims_by_year_child_adult": ("child_adult",),
    "victims_by_year_sex_child_adult": ("sex", "child_adult"),
    "victims_by_year_sex_age_group": ("sex", "age_group"),
    "victims_by_year_form": ("form",),
    "victims_by_year_form_child_adult": ("form", "child_adult"),
}
# Numbers that a hidden count can still be. The noise is drawn anew for these tests: in ten draws
# the worst count of all could be 4 numbers at least, in most draws 6 to 11.
FEWEST, USUALLY = 2, 5


def released(portal: Portal, audience: str) -> Path:
    folder = portal.releases / audience
    return folder / (folder / "current").read_text().strip()


def cell_of(sex: str, age: str) -> Cell:
    pairs = (("sex", sex), ("child_adult", age))
    return frozenset((dimension, code) for dimension, code in pairs if code != "all")


def printed_with_small_counts_hidden(portal: Portal) -> list[Printed]:
    """What a report would print of the exact counts: whoever is fewer than five is "<5"."""
    keys = read_key_file(portal.key_file)
    database = portal.data / "restricted.duckdb"
    hidden = "victims between 1 and 4"
    bounds = (f"if({hidden}, 1, victims)", f"if({hidden}, 4, victims)")
    with open_restricted(database, keys.database, read_only=True) as connection:
        return [
            printed
            for table, dimensions in TABLES.items()
            for printed in printed_in(connection, f"cells.{table}", dimensions, bounds)
        ]


@pytest.mark.chain
def test_two_hidden_counts_in_five_come_out_where_only_small_ones_are_hidden(
    finished_portal: Portal,
) -> None:
    printed = printed_with_small_counts_hidden(finished_portal)
    hidden = came_out = 0
    for year in (year for window in WINDOWS for year in window):
        system = system_of(printed, [year])
        for (years, cell), place in system.columns.items():
            if (system.lower[place], system.upper[place]) == (1, 4):
                low, high = least_and_most(system, years, cell)
                hidden, came_out = hidden + 1, came_out + (low == high)
    assert came_out / hidden > 0.4


@pytest.mark.chain
@pytest.mark.parametrize("audience", ["coordinator", "public"])
def test_no_hidden_count_of_unodcs_tables_comes_out_of_all_that_an_audience_sees(
    finished_portal: Portal, audience: str
) -> None:
    printed = read_printed(released(finished_portal, audience), "victims")
    systems = {window: system_of(printed, window) for window in WINDOWS}
    possible = []
    for year, (sex, age) in hidden_counts():
        system = next(system for window, system in systems.items() if year in window)
        low, high = least_and_most(system, (year,), cell_of(sex, age))
        possible.append(high - low + 1)
    assert min(possible) >= FEWEST
    assert median(possible) >= USUALLY
