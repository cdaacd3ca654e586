"""Write every published table of one audience as charts and files, without opening the dashboard.

It reads a release file and nothing of the restricted side. No request leaves the machine.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.locales import Locale
from portal.audience import Audience
from portal.current import progress
from portal.messages import err, out
from portal.settings import settings

if TYPE_CHECKING:
    from dashboard.batch.finished_charts import Page
    from dashboard.release.facts import Release

PICTURES, FIGURES = ("png", "svg", "pdf"), ("csv", "xlsx")
FORMATS = PICTURES + FIGURES


class NoSuchTableError(Exception):
    """The release of this audience does not hold the table."""


def tell_export(
    audience: Audience, locale: Locale, folder: Path, formats: str, tables: Sequence[str]
) -> None:
    from dashboard.batch.browser import NoBrowserError
    from dashboard.release.file import NoReleaseError

    wanted_formats = [name.strip() for name in formats.split(",") if name.strip()]
    unknown = sorted(set(wanted_formats) - set(FORMATS))
    if unknown or not wanted_formats:
        raise typer.BadParameter(f"Known formats: {', '.join(FORMATS)}.")
    try:
        written = export(audience, locale, folder, wanted_formats, tables)
    except (NoReleaseError, NoBrowserError, NoSuchTableError) as error:
        err.print(f"[bold red]Error:[/] {error}", highlight=False)
        raise typer.Exit(2) from error
    out.print(f"Wrote {written} tables to {folder}/ (see index.html).", markup=False)


def export(
    audience: Audience,
    locale: Locale,
    folder: Path,
    formats: Sequence[str],
    tables: Sequence[str] = (),
) -> int:
    """Write the files and the page that lists them; how many tables there were."""
    from dashboard.batch.browser import draw_all
    from dashboard.batch.finished_charts import page
    from dashboard.batch.index_page import index_html
    from dashboard.language.texts import use_language

    use_language(locale.value)
    release = newest_release(audience)
    missing = sorted(set(tables) - set(release.tables))
    if missing:
        raise NoSuchTableError(f"{release.name} has no table {', '.join(missing)}.")
    pages = [page(release, release.tables[name]) for name in tables or release.tables]
    folder.mkdir(parents=True, exist_ok=True)
    with progress() as bar:
        task = bar.add_task("Writing tables", total=len(pages))
        for table_page in pages:
            write_figures(release, table_page, folder, formats)
            bar.advance(task)
        if set(formats) & set(PICTURES):
            drawing = bar.add_task("Drawing charts", total=len(pages))
            draw_all(pages, formats, folder, lambda _name: bar.advance(drawing))
    (folder / "index.html").write_text(index_html(release, pages, formats), encoding="utf-8")
    return len(pages)


def newest_release(audience: Audience) -> "Release":
    from dashboard.release.file import newest_file, read_release

    path = newest_file(settings().release_dir.resolve(), audience.value)
    return read_release(str(path), audience.value)


def write_figures(release: "Release", page: "Page", folder: Path, formats: Sequence[str]) -> None:
    from dashboard.files.table_rows import table_csv
    from dashboard.files.table_workbook import table_workbook

    if "csv" in formats:
        text = table_csv(release, page.table)
        (folder / f"{page.name}.csv").write_text(text, encoding="utf-8", newline="")
    if "xlsx" in formats:
        (folder / f"{page.name}.xlsx").write_bytes(table_workbook(release, page.table))
