"""One small chart of every kind, on the small release file."""

from collections.abc import Callable

from dashboard.charts import gallery as charts
from dashboard.charts.breakdown import Selection, panels
from dashboard.charts.captions import Words
from dashboard.charts.finished import Chart
from dashboard.figures.compared import compare_spans
from dashboard.figures.series import codes, groups, series_of_groups
from dashboard.figures.wording import Figure
from dashboard.release.facts import Release

WORDS = Words(title="Identified victims by year", subtitle="Persons, 2022 to 2024")
NOTE = "Each figure carries a small random change that protects each person."
SMALL = Figure(value=2, lower=0, upper=7)
WIDE = Figure(value=20, lower=6, upper=34)
SURE = Figure(value=40, lower=35, upper=46)
NEVER = Figure(value=0, lower=0, upper=0, impossible=True)
AREAS = {"BA-01": SURE, "BA-SRP": WIDE, "BA-BRC": SMALL, "abroad": SMALL}
AREA_NAMES = {code: f"Area {code}" for code in AREAS}


def trend(release: Release) -> Chart:
    (years,) = series_of_groups(
        release, release.tables["victims_by_year"], [()], ["2022", "2023", "2024"]
    )
    return charts.trend(release, WORDS, years, [(2022, 38, "An example office")])


def by_form(release: Release, *years: str) -> list:
    table = release.tables["victims_by_year_form"]
    return series_of_groups(release, table, groups(table, {"form": codes(release, "form")}), years)


def multiples(release: Release) -> Chart:
    return charts.small_multiples(release, WORDS, by_form(release, "2022", "2023"))


def times(release: Release) -> Chart:
    return charts.time_series(release, WORDS, by_form(release, "2022", "2023", "2024"))


def pooled(release: Release) -> Chart:
    table = release.tables["victims_by_five_years_form_age_group"]
    chosen = groups(table, {name: codes(release, name) for name in table.dimensions})
    periods = ["2015-2019", "2020-2024"]
    selection = Selection(table=table, groups=chosen, residual_groups=[], periods=periods)
    all_series = series_of_groups(release, table, chosen, periods)
    return charts.pooled_periods(release, WORDS, panels(release, selection, all_series))


def points(release: Release) -> Chart:
    return charts.points(release, WORDS, by_form(release, "2023", "2024"))


def bars(release: Release) -> Chart:
    return charts.bars(release, WORDS, by_form(release, "2023", "2024"))


def grouped(release: Release) -> Chart:
    rows = {"One": {"Women": SURE, "Men": SMALL}, "Other": {"Women": WIDE, "Men": NEVER}}
    return charts.grouped_bars(release, WORDS, rows)


def pyramid(release: Release) -> Chart:
    rows = {"0 to 8": (SMALL, WIDE), "9 to 17": (SURE, NEVER)}
    return charts.pyramid(release, WORDS, ("Women", "Men"), rows)


def dumbbell(release: Release) -> Chart:
    compared = compare_spans(by_form(release, "2023", "2024"), ["2023"], ["2024"])
    return charts.dumbbell(release, WORDS, compared, ("2023", "2024"))


def area_map(release: Release) -> Chart:
    return charts.area_map(release, WORDS, AREAS, AREA_NAMES)


def tile_grid(release: Release) -> Chart:
    return charts.tile_grid(release, WORDS, AREAS, AREA_NAMES)


def flow(release: Release) -> Chart:
    figures = {("police", "shelter"): SURE, ("police", "other"): SMALL, ("ngo", "other"): WIDE}
    names = ({"police": "Police", "ngo": "NGO"}, {"shelter": "Shelter", "other": "Other"})
    return charts.flow(release, WORDS, figures, names)


def funnel(release: Release) -> Chart:
    return charts.funnel(release, WORDS, [("Reported", SURE), ("Convicted", SMALL)])


def bullets(release: Release) -> Chart:
    rows = [charts.Progress(label="Trained", exact=243, baseline=20, target=260)]
    return charts.bullets(release, WORDS, [*rows, charts.Progress(label="Found", figure=SURE)])


EVERY = (
    trend,
    multiples,
    times,
    pooled,
    points,
    bars,
    grouped,
    pyramid,
    dumbbell,
    area_map,
    tile_grid,
    flow,
    funnel,
    bullets,
)
WITH_POINTS = (trend, multiples, times, pooled, points, dumbbell)
Draw = Callable[[Release], Chart]


def texts(chart: Chart) -> list[str]:
    return [note.text for note in chart.figure.layout.annotations]
