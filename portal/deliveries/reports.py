"""The report on one delivery, written for its sender; a folder that only its owner may read."""

import hashlib
import json
import os
from pathlib import Path

from ingest.deliveries.outline import HASH_SHOWN, full_id
from ingest.deliveries.report import Report, as_record, delivery_report
from ingest.deliveries.report_page import as_html
from ingest.drafting.peeking import top_cells
from ingest.layouts.layout import read_layouts
from ingest.locales import Locale
from portal.deliveries.listing import restricted
from portal.messages import errors_told, out
from portal.settings import settings
from warehouse.findings import findings_of
from warehouse.words import known_words


def tell_report(delivery: str, locale: Locale, folder: Path | None, with_words: bool) -> None:
    with errors_told():
        sent_file = Path(delivery)
        delivery_id, headers = delivery, tuple[str, ...]()
        if sent_file.is_file():
            delivery_id, headers = content_hash(sent_file), top_cells(sent_file)
        with restricted() as connection:
            delivery_id = full_id(connection, delivery_id)
            findings = [
                (finding.finding, finding.field, finding.rows)
                for finding in findings_of(connection, delivery_id)
            ]
            report = delivery_report(
                connection, delivery_id, read_layouts(), understood_words(), headers, findings
            )
        for path_written in write_report(
            report, locale, folder or settings().data_dir / "reports", with_words
        ):
            out.print(f"Report: {path_written}", markup=False)
        if report.words and not with_words:
            out.print("It counts words that are not understood; --with-words names them.")


def content_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def understood_words() -> dict[str, set[str]]:
    """dimension -> word keys; a citizenship may also be one of the words for their groups."""
    words = {dimension: set(codes) for dimension, codes in known_words().items()}
    words["citizenship"] |= words["citizenship_group"]
    return words


def write_report(report: Report, locale: Locale, folder: Path, with_words: bool) -> list[Path]:
    """Write the HTML and the JSON file; only their owner may read them."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"delivery-{report.delivery.delivery_id[:HASH_SHOWN]}"
    name += "-with-words" if with_words else ""
    record = json.dumps(as_record(report, with_words), ensure_ascii=False, indent=2)
    contents = {
        folder / f"{name}-{locale}.html": as_html(report, locale, with_words),
        folder / f"{name}.json": record + "\n",
    }
    for path, text in contents.items():
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    return list(contents)
