"""Hidden small counts, attacked: "<5" of a printed report falls to its margins, noise does not.

UNODC's tables of Bosnia and Herzegovina hide counts below 5. The same attack is then made on the
same tables as the portal publishes them, with the example register behind it.
"""

import duckdb
import pytest

from examples.published import targets
from portal.keys import read_key_file
from tests.attacks.solving import Bounds, Sum, possible_values
from tests.attacks.suppression import Key, attacked, hidden_counts, sexes_and_ages
from tests.support.chain import Portal
from warehouse.database import open_restricted


def exact_counts(year: int, key: Key) -> int:
    """Of the example register, whose fictional persons follow the printed figures."""
    sex, age = key
    return sum(
        target.victims
        for target in targets()
        if target.year == year and sex in ("all", target.sex) and age in ("all", target.child_adult)
    )


def test_thirteen_of_sixteen_hidden_counts_follow_from_the_margins_beside_them() -> None:
    hidden = hidden_counts()
    recovered = {place: values[0] for place, values in hidden.items() if len(values) == 1}
    assert (len(recovered), len(hidden)) == (13, 16)
    assert recovered == {place: exact_counts(*place) for place in recovered}
    assert recovered[2010, ("male", "child")] == 2


def test_ten_of_them_follow_even_if_some_victims_may_be_of_unknown_sex_or_age() -> None:
    candidates = [
        values
        for printed in sexes_and_ages().values()
        for values in attacked(printed, all_are_told=False).values()
    ]
    assert sum(len(values) == 1 for values in candidates) == 10


@pytest.mark.chain
@pytest.mark.parametrize("audience", ["coordinator", "donor", "public"])
class TestTheSameTablesAsThePortalPublishesThem:
    def test_no_count_follows_from_all_others(self, finished_portal: Portal, audience: str) -> None:
        """Each published interval is to the attacker what "<5" was, and all sums must be met."""
        exact = exact_figures(finished_portal)
        for year, key in hidden_counts():
            cells = {
                at: bounds
                for (when, at), (_, bounds) in published(finished_portal, audience).items()
                if when == year
            }
            values = possible_values(cells, sums_of(cells), " ".join(key))
            assert values != [exact[year, " ".join(key)]]

    def test_the_published_figures_are_no_better_a_guess(
        self, finished_portal: Portal, audience: str
    ) -> None:
        exact, shown = exact_figures(finished_portal), published(finished_portal, audience)
        places = [(year, " ".join(key)) for year, key in hidden_counts()]
        assert sum(shown[place][0] == exact[place] for place in places) < 13


Figures = dict[tuple[int, str], tuple[int, tuple[int, int]]]
TABLES = {
    "victims_by_year": ("'all'", "'all'"),
    "victims_by_year_sex": ("sex", "'all'"),
    "victims_by_year_child_adult": ("'all'", "child_adult"),
    "victims_by_year_sex_child_adult": ("sex", "child_adult"),
}


def published(portal: Portal, audience: str) -> Figures:
    """By year and cell: the figure and its interval."""
    folder = portal.releases / audience
    path = folder / (folder / "current").read_text().strip()
    figures: Figures = {}
    with duckdb.connect(path, read_only=True) as release:
        for table, (sex, age) in TABLES.items():
            for year, at, count, *bounds in release.execute(
                f"select period::integer, {sex} || ' ' || {age}, victims, lower, upper from {table}"
            ).fetchall():
                figures[year, at] = count, tuple(bounds)
    return figures


def exact_figures(portal: Portal) -> dict[tuple[int, str], int]:
    keys = read_key_file(portal.key_file)
    database = portal.data / "restricted.duckdb"
    with open_restricted(database, keys.database, read_only=True) as connection:
        return {
            (year, at): count
            for table, (sex, age) in TABLES.items()
            for year, at, count in connection.execute(
                f"select period::integer, {sex} || ' ' || {age}, victims from cells.{table}"
            ).fetchall()
        }


def sums_of(cells: Bounds) -> list[Sum]:
    """Every sex over all ages, every age over all sexes, and both over everything."""
    sexes, ages = ({name.split()[place] for name in cells} - {"all"} for place in (0, 1))
    rows = [Sum(whole=f"{sex} all", parts=tuple(f"{sex} {age}" for age in ages)) for sex in sexes]
    columns = [
        Sum(whole=f"all {age}", parts=tuple(f"{sex} {age}" for sex in sexes)) for age in ages
    ]
    over_sexes = Sum(whole="all all", parts=tuple(f"{sex} all" for sex in sexes))
    over_ages = Sum(whole="all all", parts=tuple(f"all {age}" for age in ages))
    return [*rows, *columns, over_sexes, over_ages]
