"""Sentences that spreadsheets and PDFs carry about the release and how exact its figures are."""

from dashboard.charts.captions import example_note
from dashboard.language.texts import _, day
from dashboard.release.facts import Release


def exactness() -> str:
    return _(
        "Programme outputs, such as officials trained and meetings held, are exact: no victim or "
        "defendant is counted in them."
    )


def protection() -> str:
    return _(
        "Figures of victims and defendants carry a small random change that protects each person. "
        "The recorded number lies between the two ends 19 times out of 20."
    )


def release_line(release: Release) -> str:
    line = _("Release: {name}, {date}", name=release.name, date=day(release.released_on))
    return f"{line} · {example_note()}" if release.fictional else line
