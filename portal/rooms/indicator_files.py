"""The project's indicators as files, from the newest release file: spreadsheet, PDF, IATI results.

It reads what an audience may see, and nothing of the restricted side.
"""

import logging
from pathlib import Path

import typer

from portal.audience import Audience, IndicatorFormat
from portal.messages import err, errors_told, out
from portal.settings import settings


def tell_export(
    formats: list[IndicatorFormat],
    locale: str,
    folder: Path,
    audience: Audience,
    calendar: str | None,
    period: str | None,
) -> None:
    # Streamlit's caches work without a server, and say at length that there is none.
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    from dashboard.indicators.files import indicator_files
    from dashboard.language.texts import use_language
    from dashboard.release.file import NoReleaseError, NotAReleaseError, newest_file, read_release

    use_language(locale)
    with errors_told():
        try:
            path = newest_file(settings().release_dir, audience.value)
            release = read_release(str(path), audience.value)
            files = indicator_files(release, calendar, period)
        except (NoReleaseError, NotAReleaseError, LookupError) as error:
            err.print(f"[bold red]Error:[/] {error.args[0]}")
            raise typer.Exit(2) from None
        folder.mkdir(parents=True, exist_ok=True)
        for file_format in dict.fromkeys(formats or IndicatorFormat):
            name, content_of = files[file_format.value]
            (folder / name).write_bytes(content_of())
            out.print(f"Written: {folder / name}", markup=False)
