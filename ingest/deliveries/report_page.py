"""The delivery report as one HTML page, in the sender's language: no script, no outside request.

Only what `ingest.deliveries.report` gathered is written, and everything is escaped: file names,
headers and words come from outside.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, StrictUndefined

from ingest.checking.columns import REASONS
from ingest.deliveries.outline import HASH_SHOWN, Outline
from ingest.deliveries.report import Report
from ingest.locales import Locale, Wording
from ingest.templates.fields import template_of

PAGE = Path(__file__).with_name("report_page.html")
PHRASES = Path(__file__).with_name("report_phrases.csv")
LONGEST_LIST = 60
# Day before month, as the readers of the English page are used to.
FIGURES_OF = {Locale.EN: "en_GB"}


@cache
def phrases() -> dict[str, Wording]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return {row.pop("key"): row for row in csv.DictReader(file)}


def as_html(report: Report, locale: Locale, with_words: bool = False) -> str:
    """The page; without `with_words` words that are not understood are only counted."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(PAGE.read_text(encoding="utf-8"))
    return page.render(
        report=report,
        delivery=report.delivery,
        previous=report.previous,
        with_words=with_words and bool(report.words),
        facts=facts(report.delivery, locale),
        language=locale.replace("_", "-"),
        **speakers(report.delivery.kind, locale),
    )


def speakers(kind_name: str, locale: Locale) -> dict[str, Any]:
    """What the page calls to put names and figures into the reader's language."""

    spoken = FIGURES_OF.get(locale, locale)

    def say(key: str) -> str:
        return phrases()[key][locale]

    def label(field: str) -> str:
        return field_label(kind_name, field, locale)

    def points(difference: float) -> str:
        return signed(difference * 100, 1)

    def signed(difference: float, digits: int = 0) -> str:
        rounded = round(difference, digits)
        text = format_decimal(abs(rounded), "#,##0.#", spoken)
        return text if rounded == 0 else f"{'+' if rounded > 0 else '−'}{text}"

    return {
        "say": say,
        "label": label,
        "points": points,
        "signed": signed,
        "reason": lambda code: reason_text(code, locale),
        "todo": lambda code: phrases().get(f"todo.{code}", {}).get(locale, ""),
        "ranges": lambda rows: ranges(rows, say("more_rows")),
        "number": lambda value: format_decimal(value, locale=spoken),
        "percent": lambda share: format_percent(
            round(share, 3), locale=spoken, decimal_quantization=False
        ),
        "day": lambda moment: format_date(moment, "long", spoken),
    }


def field_label(kind_name: str, field: str, locale: Locale) -> str:
    described = template_of(kind_name).described
    return described[field].header[locale] if field in described else field


def reason_text(code: str, locale: Locale) -> str:
    wording = phrases().get(f"reason.{code}")
    return wording[locale] if wording else REASONS[code]


def facts(delivery: Outline, locale: Locale) -> list[tuple[str, str]]:
    return [
        ("file", delivery.file_name),
        ("content_hash", delivery.delivery_id[:HASH_SHOWN]),
        ("source", delivery.source),
        ("received", format_date(delivery.received_at, "long", FIGURES_OF.get(locale, locale))),
        ("kind", template_of(delivery.kind).title[locale]),
        ("layout", delivery.layout),
        ("container", container_text(delivery.container, locale)),
        ("period", period_text(delivery, locale)),
    ]


def container_text(container: str, locale: Locale) -> str:
    """ "CSV, cp1251, semicolon" with the delimiter's name, or the word for sheet, translated."""
    translated = {key.removeprefix("container."): text[locale] for key, text in phrases().items()}
    parts = []
    for part in container.split(", "):
        word, *rest = part.split(" ", 1)
        parts.append(" ".join([translated.get(word, word), *rest]))
    return ", ".join(parts)


def period_text(delivery: Outline, locale: Locale) -> str:
    if delivery.first_month is None or delivery.last_month is None:
        return phrases()["no_period"][locale]
    months = (delivery.first_month, delivery.last_month)
    return " – ".join(f"{month[5:]}/{month[:4]}" for month in dict.fromkeys(months))


def ranges(rows: tuple[int, ...], more: str) -> str:
    """Row numbers with runs joined: 3, 7–9. A long list is cut, and says so."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    shown = ", ".join("–".join(map(str, run)) for run in runs[:LONGEST_LIST])
    return f"{shown} {more}" if len(runs) > LONGEST_LIST else shown
