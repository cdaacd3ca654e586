"""Reference sheets as a tagged PDF, set by Typst: no browser is needed and nothing is fetched.

All words reach the template as data, so that no text of the registry can act as markup. The same
release, language and period give the same file, byte for byte.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from dashboard.content.office_texts import office_name
from dashboard.files.about import protection, release_line
from dashboard.indicators.bars import split_bars
from dashboard.indicators.periods import period_days, period_label
from dashboard.indicators.phrases import (
    actual_in_table,
    baseline_in_words,
    number_in_table,
    progress_in_table,
    status_words,
    unit_in_words,
    with_year,
)
from dashboard.indicators.registry import context_title, goal, group_title
from dashboard.indicators.sheet import Sheet, period_rows
from dashboard.language.texts import _, language
from dashboard.release.facts import Release

TEMPLATE = Path(__file__).with_name("sheet.typ")
FONTS = Path(__file__).parents[1] / "static" / "fonts" / "print"


def indicator_pdf(release: Release, sheets: Sequence[Sheet]) -> bytes:
    """One sheet or many; many begin with a table of all."""
    made = datetime.combine(release.released_on, time(), UTC)
    first = sheets[0].period
    data = {
        "title": _("Project indicators"),
        "subtitle": f"{period_label(first)} · {period_days(first)}",
        "header": [_("Indicator"), _("Target"), _("Actual"), _("Progress"), _("Status")],
        "groups": grouped(sheets) if len(sheets) > 1 else [],
        "office": office_name(),
        "release": release_line(release),
        "note": protection(),
        "language": language().split("_")[0],
        "sheets": [printed(one) for one in sheets],
    }
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(made.timestamp()),
    )


def grouped(sheets: Sequence[Sheet]) -> list[Mapping[str, object]]:
    """Goal by goal; context indicators apart, since they are not to be judged."""
    by_group: dict[str, list[Sheet]] = {}
    for one in sheets:
        by_group.setdefault(group_title(one.one), []).append(one)
    return [
        {"title": title, "rows": [overview_row(one) for one in by_group[title]]}
        for title in sorted(by_group, key=lambda title: title == context_title())
    ]


def overview_row(one: Sheet) -> Mapping[str, object]:
    return {
        "name": " · ".join(filter(None, [one.one.name, one.one.standard_code])),
        "target": number_in_table(one.one, one.found.target),
        "actual": with_year(one.found, actual_in_table(one.one, one.found)),
        "progress": share_done(one),
        "progress_text": progress_in_table(one.found),
        "status": status_words()[one.status],
    }


def printed(one: Sheet) -> Mapping[str, object]:
    return {
        "name": one.one.name,
        "subtitle": subtitle(one),
        "stand": stand(one),
        "progress": share_done(one),
        "progress_text": progress_in_table(one.found),
        "rows_title": _("By period"),
        "rows": period_rows(one),
        "splits": [
            {
                "title": split.heading,
                "entries": [asdict(each) for each in split_bars(one.one, one.found, split)],
            }
            for split in one.splits
        ],
        "facts_title": _("Reference sheet"),
        "facts": one.facts,
    }


def share_done(one: Sheet) -> float | None:
    progress = one.found.progress
    return None if progress is None else max(0.0, progress)


def subtitle(one: Sheet) -> str:
    parts = [
        one.one.standard_code,
        goal(one.one),
        period_label(one.period),
        period_days(one.period),
    ]
    return " · ".join(filter(None, parts))


def stand(one: Sheet) -> list[tuple[str, str]]:
    found = with_year(one.found, actual_in_table(one.one, one.found))
    return [
        (_("Actual") + f" ({unit_in_words(one.one)})", found),
        (_("Target"), number_in_table(one.one, one.found.target)),
        (_("Baseline"), baseline_in_words(one.one)),
        (_("Status"), status_words()[one.status]),
    ]
