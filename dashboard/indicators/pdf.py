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
from dashboard.indicators.sheet import ReferenceSheet, period_rows
from dashboard.language.texts import _, language
from dashboard.release.facts import Release

TEMPLATE = Path(__file__).with_name("sheet.typ")
FONTS = Path(__file__).parents[1] / "static" / "fonts" / "print"


def indicator_pdf(release: Release, sheets: Sequence[ReferenceSheet]) -> bytes:
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
        "sheets": [printed(sheet) for sheet in sheets],
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


def grouped(sheets: Sequence[ReferenceSheet]) -> list[Mapping[str, object]]:
    """Goal by goal; context indicators apart, since they are not to be judged."""
    by_group: dict[str, list[ReferenceSheet]] = {}
    for sheet in sheets:
        by_group.setdefault(group_title(sheet.indicator), []).append(sheet)
    return [
        {"title": title, "rows": [overview_row(sheet) for sheet in by_group[title]]}
        for title in sorted(by_group, key=lambda title: title == context_title())
    ]


def overview_row(sheet: ReferenceSheet) -> Mapping[str, object]:
    return {
        "name": " · ".join(filter(None, [sheet.indicator.name, sheet.indicator.standard_code])),
        "target": number_in_table(sheet.indicator, sheet.actual.target),
        "actual": with_year(sheet.actual, actual_in_table(sheet.indicator, sheet.actual)),
        "progress": share_done(sheet),
        "progress_text": progress_in_table(sheet.actual),
        "status": status_words()[sheet.status],
    }


def printed(sheet: ReferenceSheet) -> Mapping[str, object]:
    return {
        "name": sheet.indicator.name,
        "subtitle": subtitle(sheet),
        "stand": stand(sheet),
        "progress": share_done(sheet),
        "progress_text": progress_in_table(sheet.actual),
        "rows_title": _("By period"),
        "rows": period_rows(sheet),
        "splits": [
            {
                "title": split.heading,
                "entries": [
                    asdict(bar) for bar in split_bars(sheet.indicator, sheet.actual, split)
                ],
            }
            for split in sheet.splits
        ],
        "facts_title": _("Reference sheet"),
        "facts": sheet.facts,
    }


def share_done(sheet: ReferenceSheet) -> float | None:
    progress = sheet.actual.progress
    return None if progress is None else max(0.0, progress)


def subtitle(sheet: ReferenceSheet) -> str:
    parts = [
        sheet.indicator.standard_code,
        goal(sheet.indicator),
        period_label(sheet.period),
        period_days(sheet.period),
    ]
    return " · ".join(filter(None, parts))


def stand(sheet: ReferenceSheet) -> list[tuple[str, str]]:
    actual_text = with_year(sheet.actual, actual_in_table(sheet.indicator, sheet.actual))
    return [
        (_("Actual") + f" ({unit_in_words(sheet.indicator)})", actual_text),
        (_("Target"), number_in_table(sheet.indicator, sheet.actual.target)),
        (_("Baseline"), baseline_in_words(sheet.indicator)),
        (_("Status"), status_words()[sheet.status]),
    ]
