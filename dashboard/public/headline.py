"""The five key figures of the public room: which published figures they are, by year.

It picks figures and compares them; the words are in sentences.py. A figure whose table the
audience does not get is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.figures.leading import leading_form
from dashboard.figures.series import Series, codes, periods, series_of_groups
from dashboard.figures.wording import Change, Figure, change, change_in_words
from dashboard.language.texts import _, labels, lower_first
from dashboard.public import sentences
from dashboard.release.facts import Release
from dashboard.release.known_tables import (
    ASSISTANCE,
    STAGES_BY_YEAR,
    VICTIMS,
    VICTIMS_BY_CHILD,
    VICTIMS_BY_FORM,
)


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """A sentence and a heading, how the figure changed, and the series that its chart shows.

    `by_group`: the chart compares groups in one year instead of years of one group.
    """

    name: str
    heading: str
    sentence: str
    change: str
    title: str
    all_series: Sequence[Series]
    by_group: bool = False


def key_figures_of(release: Release) -> list[KeyFigure]:
    key_figures = [
        over_years(release, yearly_figure)
        for yearly_figure in yearly()
        if yearly_figure.name in release.tables
    ]
    if VICTIMS_BY_FORM in release.tables:
        key_figures.insert(min(2, len(key_figures)), forms(release))
    return key_figures


@dataclass(frozen=True, kw_only=True)
class YearlyFigure:
    """One code of a yearly table, and how it is told."""

    name: str
    group: tuple[str, ...]
    heading: str
    title: str
    tell: Callable[[Figure, str], str]


def yearly() -> list[YearlyFigure]:
    return [
        YearlyFigure(
            name=VICTIMS,
            group=(),
            heading=_("Identified victims"),
            title=_("Identified victims by year"),
            tell=sentences.victims,
        ),
        YearlyFigure(
            name=VICTIMS_BY_CHILD,
            group=("child",),
            heading=_("Children (0 to 17 years)"),
            title=_("Identified children by year"),
            tell=sentences.children,
        ),
        YearlyFigure(
            name=ASSISTANCE,
            group=("assisted",),
            heading=_("Victims who received help"),
            title=_("Victims who received help, by year"),
            tell=sentences.assisted,
        ),
        YearlyFigure(
            name=STAGES_BY_YEAR,
            group=("convicted",),
            heading=_("Persons convicted"),
            title=_("Persons convicted, by year"),
            tell=sentences.convicted,
        ),
    ]


def over_years(release: Release, yearly_figure: YearlyFigure) -> KeyFigure:
    years = periods(release, yearly_figure.name)
    (series,) = series_of_groups(
        release, release.tables[yearly_figure.name], [yearly_figure.group], years
    )
    *earlier, last = series.figures.values()
    return KeyFigure(
        name=yearly_figure.name,
        heading=yearly_figure.heading,
        sentence=yearly_figure.tell(last, years[-1]),
        change=changed(earlier[-1], last, years[-2]) if earlier else "",
        title=yearly_figure.title,
        all_series=[series],
    )


def changed(before: Figure, now: Figure, year: str) -> str:
    kind: Change = change(before, now)
    return _("Compared with {year}: {change}", year=year, change=lower_first(change_in_words(kind)))


def forms(release: Release) -> KeyFigure:
    year = periods(release, VICTIMS_BY_FORM)[-1]
    code, figure = leading_form(release, year)
    form_labels = labels(release.vocabulary, "form")
    groups = [(form,) for form in codes(release, "form")]
    return KeyFigure(
        name=VICTIMS_BY_FORM,
        heading=_("Form recorded most often"),
        sentence=sentences.leading_form(form_labels.get(code) if code else None, figure, year),
        change="",
        title=_("Identified victims by form of exploitation"),
        all_series=series_of_groups(release, release.tables[VICTIMS_BY_FORM], groups, [year]),
        by_group=True,
    )
