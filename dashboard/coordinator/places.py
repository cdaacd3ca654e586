"""Where victims were found: the figures of each area for one period, and what may be said of them.

Areas are never ranked: the table keeps the order of the map, and only an area that stands clearly
ahead of all others is named.
"""

from collections.abc import Mapping

from dashboard.charts import gallery as charts
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, periods, read_figure, series_of_groups
from dashboard.figures.sums import over_years
from dashboard.figures.wording import Figure, clear_leader, in_table, in_words
from dashboard.frame.html_tables import html_table
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
    return filters.choice(
        "period", _("Period"), [*windows, *years], usual=windows[0], label_of=period
    )


def choose_form(release: Release, within: str, filters: PageFilters) -> str:
    """One form is published for five years together only."""
    if not is_pooled(within):
        return ALL_FORMS
    form_labels = {ALL_FORMS: _("All forms"), **labels(release.vocabulary, "form")}
    options = [ALL_FORMS, *codes(release, "form")]
    return filters.choice(
        "form",
        _("Form of exploitation"),
        options,
        usual=ALL_FORMS,
        label_of=lambda code: form_labels[code],
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
        return read_figure(release, VICTIMS_BY_AREA_AND_FORM, within, area=area, form=form)
    years = [
        year for year in periods(release, VICTIMS_BY_AREA) if within[:4] <= year <= within[-4:]
    ]
    (series,) = series_of_groups(release, release.tables[VICTIMS_BY_AREA], [(area,)], years)
    return over_years(series.figures.values())


def leader_sentence(release: Release, figures: Mapping[str, Figure]) -> str:
    leader = clear_leader({code: figure for code, figure in figures.items() if code != ABROAD})
    if leader is None:
        return _("No area stands clearly ahead: the intervals of the highest ones overlap.")
    area = labels(release.vocabulary, "area")[leader]
    spoken = in_words(figures[leader])
    return _("Clearly ahead of all other areas: {area}, {figure}.", area=area, figure=spoken)


def area_table(
    release: Release, figures: Mapping[str, Figure], residual: Mapping[str, Figure], caption: str
) -> str:
    area_labels = labels(release.vocabulary, "area")
    rows = [
        [area_labels[code], in_table(figure)] for code, figure in {**figures, **residual}.items()
    ]
    return html_table(caption, [_("Area"), _("Victims")], rows)


def title(release: Release, form: str) -> str:
    if form == ALL_FORMS:
        return _("Identified victims by area")
    form_label = labels(release.vocabulary, "form")[form]
    return _("Identified victims by area: {form}", form=form_label)


def choose_drawing(filters: PageFilters) -> str:
    drawing_labels = {MAP: _("Map"), TILES: _("Equal tiles"), ROWS: _("Rows with intervals")}
    return filters.choice(
        "as",
        _("Show as"),
        list(drawing_labels),
        usual=MAP,
        label_of=lambda name: drawing_labels[name],
    )


def show_areas(
    release: Release, figures: Mapping[str, Figure], within: str, form: str, drawing: str
) -> None:
    """All areas on a map, as tiles of equal size, or as rows in the order of the map."""
    table = release.tables[VICTIMS_BY_AREA]
    words = words_of(table, title(release, form), in_period(table, within))
    names = labels(release.vocabulary, "area")
    rows = [Series(label=names[code], figures={within: figure}) for code, figure in figures.items()]
    if drawing == ROWS:
        chart = charts.points(release, words, rows)
    else:
        draw = charts.area_map if drawing == MAP else charts.tile_grid
        chart = draw(release, words, figures, names)
    # On a phone a tile is narrower than the name of its area.
    narrow = phone_rows({"": rows}) if drawing == TILES else ""
    show_chart(chart, words, rows, release, f"{VICTIMS_BY_AREA}_{drawing}", on_phones=narrow)
