"""Where victims were found: the figures of each area for one period, and what may be said of them.

Areas are never ranked: the table keeps the order of the map, and only an area that stands clearly
ahead of all others is named.
"""

from collections.abc import Mapping

from dashboard.charts import gallery as charts
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, figure, periods, series
from dashboard.figures.sums import over_years
from dashboard.figures.wording import Figure, clear_leader, in_table, in_words
from dashboard.frame.html_tables import table
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _, labels, period
from dashboard.release.facts import Release
from dashboard.release.known_tables import VICTIMS_BY_AREA, VICTIMS_BY_AREA_AND_FORM

ALL_FORMS = "all"
ABROAD = "abroad"
MAP, TILES, ROWS = "map", "tiles", "rows"


def choose_period(release: Release, filters: PageFilters) -> str:
    """Five years together come first: single years are too noisy for areas."""
    windows = periods(release, VICTIMS_BY_AREA_AND_FORM)[::-1]
    years = periods(release, VICTIMS_BY_AREA)[::-1]
    return filters.one("period", _("Period"), [*windows, *years], usual=windows[0], words=period)


def choose_form(release: Release, within: str, filters: PageFilters) -> str:
    """One form is published for five years together only."""
    if not is_pooled(within):
        return ALL_FORMS
    words = {ALL_FORMS: _("All forms"), **labels(release.vocabulary, "form")}
    options = [ALL_FORMS, *codes(release, "form")]
    return filters.one(
        "form",
        _("Form of exploitation"),
        options,
        usual=ALL_FORMS,
        words=lambda code: words[code],
    )


def is_pooled(within: str) -> bool:
    return "-" in within


def area_figures(
    release: Release, within: str, form: str, residual: bool = False
) -> Mapping[str, Figure]:
    return {
        code: area_figure(release, within, form, code) for code in codes(release, "area", residual)
    }


def area_figure(release: Release, within: str, form: str, area: str) -> Figure:
    if form != ALL_FORMS:
        return figure(release, VICTIMS_BY_AREA_AND_FORM, within, area=area, form=form)
    years = [
        year for year in periods(release, VICTIMS_BY_AREA) if within[:4] <= year <= within[-4:]
    ]
    (one,) = series(release, release.tables[VICTIMS_BY_AREA], [(area,)], years)
    return over_years(one.figures.values())


def leader_sentence(release: Release, figures: Mapping[str, Figure]) -> str:
    leader = clear_leader({code: one for code, one in figures.items() if code != ABROAD})
    if leader is None:
        return _("No area stands clearly ahead: the intervals of the highest ones overlap.")
    area = labels(release.vocabulary, "area")[leader]
    spoken = in_words(figures[leader])
    return _("Clearly ahead of all other areas: {area}, {figure}.", area=area, figure=spoken)


def area_table(
    release: Release, figures: Mapping[str, Figure], residual: Mapping[str, Figure], caption: str
) -> str:
    words = labels(release.vocabulary, "area")
    rows = [[words[code], in_table(one)] for code, one in {**figures, **residual}.items()]
    return table(caption, [_("Area"), _("Victims")], rows)


def title(release: Release, form: str) -> str:
    if form == ALL_FORMS:
        return _("Identified victims by area")
    words = labels(release.vocabulary, "form")[form]
    return _("Identified victims by area: {form}", form=words)


def choose_drawing(filters: PageFilters) -> str:
    words = {MAP: _("Map"), TILES: _("Equal tiles"), ROWS: _("Rows with intervals")}
    return filters.one("as", _("Show as"), list(words), usual=MAP, words=lambda name: words[name])


def show_areas(
    release: Release, figures: Mapping[str, Figure], within: str, form: str, drawing: str
) -> None:
    """All areas on a map, as tiles of equal size, or as rows in the order of the map."""
    declared = release.tables[VICTIMS_BY_AREA]
    words = words_of(declared, title(release, form), in_period(declared, within))
    names = labels(release.vocabulary, "area")
    rows = [Series(label=names[code], figures={within: one}) for code, one in figures.items()]
    if drawing == ROWS:
        chart = charts.points(release, words, rows)
    else:
        draw = charts.area_map if drawing == MAP else charts.tile_grid
        chart = draw(release, words, figures, names)
    # On a phone a tile is narrower than the name of its area.
    narrow = phone_rows({"": rows}) if drawing == TILES else ""
    show_chart(chart, words, rows, release, f"{VICTIMS_BY_AREA}_{drawing}", on_phones=narrow)
