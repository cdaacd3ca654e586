from pathlib import Path

from dashboard.figures.series import groups, read_figure, series_of_groups
from dashboard.figures.sums import over_years
from dashboard.figures.wording import in_table
from dashboard.language.texts import use_language
from dashboard.release.file import read_release
from tests.support.dashboard_declared import Declared
from tests.support.dashboard_fixtures import write_release

VOCABULARY = {
    "dimension": {"child_adult": ("",) * 5, "age_group": ("",) * 5},
    "child_adult": {"child": ("Child",) * 5, "adult": ("Adult",) * 5},
    "age_group": {"9_17": ("9 to 17",) * 5, "18_29": ("18 to 29",) * 5},
}
CROSSED = Declared(
    name="victims_by_year_child_adult_age_group",
    mart="victims",
    population="victims",
    count="victims",
    period="year",
    dimensions=("child_adult", "age_group"),
    cells_per_person=1,
    rho=0.03,
    several="",
)


def test_a_structural_zero_of_a_release_is_a_dash_and_a_small_figure_is_none(
    tmp_path: Path,
) -> None:
    use_language("en")
    path = write_release(
        tmp_path,
        tables={CROSSED.name: CROSSED},
        vocabulary=VOCABULARY,
        noisy=lambda _table, _period, _group: 1,
    )
    release = read_release(str(path), "coordinator")
    chosen = groups(CROSSED, {name: list(VOCABULARY[name]) for name in CROSSED.dimensions})
    all_series = series_of_groups(release, release.tables[CROSSED.name], chosen, ["2023", "2024"])
    signs = {series.label: in_table(series.figures["2024"]) for series in all_series}
    assert signs["Adult · 9 to 17"] == signs["Child · 18 to 29"] == "\N{EN DASH}"
    assert signs["Child · 9 to 17"].startswith("<")
    assert read_figure(
        release, CROSSED.name, "2024", child_adult="adult", age_group="9_17"
    ).impossible
    assert all(
        over_years(series.figures.values()).impossible == (" 9" in series.label)
        for series in all_series
        if series.label.startswith("Adult")
    )
