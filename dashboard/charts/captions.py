"""What every chart says about itself: how to read it, source, release, text for who can't see it.

A picture carries these words wherever it goes; a page sets them around the chart, where they wrap
on a phone and can be read aloud. It must never depend on a value from a person's row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from dashboard.figures.series import Series
from dashboard.figures.wording import change, change_in_words, in_words
from dashboard.language.texts import _, day, period
from dashboard.release.facts import Release


class Counted(StrEnum):
    """Whose records a chart rests on. Programme outputs are exact."""

    VICTIMS = "victims"
    DEFENDANTS = "defendants"
    OUTPUTS = "outputs"


class Drawn(StrEnum):
    """What stands for a figure in a chart, which its footer explains."""

    POINTS = "points"
    BARS = "bars"
    SHADES = "shades"
    BANDS = "bands"
    PROGRESS = "progress"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a chart says about itself. `notes` come first in its footer, the definition next.

    `further_source`: of what the chart shows beside its figures.
    """

    title: str
    subtitle: str
    definition: str = ""
    notes: tuple[str, ...] = ()
    counted: Counted = Counted.VICTIMS
    further_source: str = ""


def footer(release: Release, words: Words, drawn: Drawn) -> list[str]:
    """How the chart is to be read, then where it comes from."""
    reading = [*words.notes, words.definition, *certainty(words.counted, drawn)]
    origin = [
        source(words.counted),
        words.further_source,
        _("Release: {name}, {date}", name=release.name, date=day(release.released_on)),
        example_note() if release.fictional else "",
    ]
    return [" ".join(filter(None, sentences)) for sentences in (reading, map(stopped, origin))]


def certainty(counted: Counted, drawn: Drawn) -> list[str]:
    if counted is Counted.OUTPUTS:
        exact = _("These figures are exact: no victim or defendant is counted in them.")
        return [*(how_to_read(drawn) if drawn is Drawn.PROGRESS else []), exact]
    sentences = [
        *how_to_read(drawn),
        _("Each figure carries a small random change that protects each person."),
    ]
    if counted is Counted.VICTIMS:
        sentences.append(_("These are people identified by authorities, not all victims."))
    return sentences


def how_to_read(drawn: Drawn) -> list[str]:
    match drawn:
        case Drawn.POINTS:
            return [
                _("Bars: 19 times out of 20, the recorded number lies inside."),
                _("Hollow points: the bar reaches zero."),
            ]
        case Drawn.BARS:
            return [
                _("Dark: at least so many."),
                _("Pale: 19 times out of 20, the recorded number lies inside."),
            ]
        case Drawn.SHADES:
            return [
                _("Numbers in areas: 19 times out of 20, the recorded number lies between them."),
                _("Grey: the figure cannot be told from none."),
            ]
        case Drawn.BANDS:
            return [
                _("Two numbers: 19 times out of 20, the recorded number lies between them."),
                _("Paths that cannot be told from none are left out."),
            ]
        case Drawn.PROGRESS:
            return [_("Long line: target. Short line: baseline.")]


def source(counted: Counted) -> str:
    match counted:
        case Counted.VICTIMS:
            return _("Source: case records of the national referral mechanism.")
        case Counted.DEFENDANTS:
            return _("Source: records of criminal proceedings.")
        case Counted.OUTPUTS:
            return _("Source: records of the programme.")


def stopped(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith(".") else f"{sentence}."


def example_note() -> str:
    return _("Example data: every person is fictional")


def head_html(words: Words) -> str:
    return (
        f'<div class="chart-head"><h2>{escape(words.title)}</h2>'
        f"<p>{escape(words.subtitle)}</p></div>"
    )


def foot_html(notes: Sequence[str]) -> str:
    paragraphs = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f'<div class="chart-foot">{paragraphs}</div>'


def alt_text(words: Words, all_series: Sequence[Series]) -> str:
    """The first and the last figure of each series in words, and whether they clearly differ."""
    parts = []
    for series in all_series:
        ends = list(series.figures.items())
        chosen = ends if len(ends) < 3 else [ends[0], ends[-1]]
        spoken = "; ".join(f"{period(code)}: {in_words(figure)}" for code, figure in chosen)
        kind = change(chosen[0][1], chosen[-1][1], len(all_series)) if len(chosen) == 2 else None
        judged = f" {change_in_words(kind)}." if kind else ""
        parts.append(f"{series.label}. {spoken}.{judged}")
    return " ".join([f"{words.title}, {words.subtitle}.", *parts])
