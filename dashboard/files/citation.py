"""How a chart or a table of a release is cited, with the day on which it was read."""

from datetime import date

from dashboard.charts.captions import stopped
from dashboard.content.office_texts import licence, office_name
from dashboard.language.texts import _, day
from dashboard.release.facts import Release


def citation(release: Release, title: str, link: str = "", today: date | None = None) -> str:
    parts = [
        f"{office_name()} ({release.released_on.year}): {title}",
        _("Release: {name}, {date}", name=release.name, date=day(release.released_on)),
        link,
        _("Read on {date}.", date=day(today or date.today())),
        licence().name,
    ]
    return " ".join(stopped(part) for part in parts if part)
