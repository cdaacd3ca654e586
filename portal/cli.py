"""The command line: each command is a few lines over the packages that do the work.

Heavy libraries are imported inside the commands, so that `portal --help` answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer

from ingest.locales import Locale
from portal.audience import Audience, IndicatorFormat
from portal.release.commands import ledger_app, release_app

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Counter-trafficking statistical portal: case extracts in, safe figures out.\n\n"
    "A first look: [bold]portal run[/]. By hand: [bold]portal examples[/], then "
    "[bold]portal ingest extracts/*[/], [bold]portal build[/], [bold]portal release draw[/], "
    "[bold]portal serve[/].\n\n"
    "Settings come from PORTAL_... variables or portal.toml: see portal/settings.py. "
    "Exit codes: 0 done, 1 unexpected error, 2 something to put right.",
)
app.add_typer(release_app, name="release")
app.add_typer(ledger_app, name="ledger")
keys_app = typer.Typer(no_args_is_help=True, help="The keys of the database and of the pseudonyms.")
app.add_typer(keys_app, name="keys")
layout_app = typer.Typer(
    no_args_is_help=True, help="How an institution's columns are read: drafts of new layouts."
)
app.add_typer(layout_app, name="layout")
indicators_app = typer.Typer(
    no_args_is_help=True, help="The project's indicators as files: spreadsheet, PDF, IATI results."
)
app.add_typer(indicators_app, name="indicators")
audit_app = typer.Typer(
    no_args_is_help=True, help="Who signed in to the closed rooms, was refused, or took figures."
)
app.add_typer(audit_app, name="audit")
IN_LOCALE = typer.Option(help="Language and script of the document.")


@app.command()
def examples(
    out: Annotated[Path | None, typer.Option(help="Folder to write to.")] = None,
) -> None:
    """Write example extracts: fictional persons in three institutions' shapes."""
    from portal import steps

    steps.tell_examples(out)


@app.command()
def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Extract files: CSV (any usual encoding and separator), XLSX (every sheet that "
            "holds a table), Parquet, JSON lines; filled templates and the layouts of "
            "ingest/layouts."
        ),
    ],
    layout: Annotated[str | None, typer.Option(help="Use this layout, whatever fits.")] = None,
    source: Annotated[str | None, typer.Option(help="Who delivered, if not the layout's.")] = None,
    fictional: Annotated[
        bool, typer.Option("--fictional", help="Mark as examples: every page will say so.")
    ] = False,
) -> None:
    """Load extract files into the encrypted database, each content once.

    The layout is found by the file's column names. Rows that do not fit are quarantined whole
    and counted by reason. A file that is no extract is refused: the others are still loaded,
    and the exit code is 2.
    """
    from portal import steps

    steps.tell_ingest(files, layout=layout, source=source, fictional=fictional)


@app.command()
def nothing(
    source: Annotated[str, typer.Argument(help="The body, as 'portal status' names it.")],
    kind: Annotated[str, typer.Argument(help="What it had none of: cases, referrals, ...")],
    fictional: Annotated[bool, typer.Option("--fictional", help="Mark as an example.")] = False,
) -> None:
    """Write down that a body said that it had nothing to report.

    It counts as a delivery of the last period that is over. A body that sends a file only when
    there is somebody to report would tell so by sending it.
    """
    from portal.deliveries import listing as deliveries

    deliveries.tell_nothing(source, kind, fictional)


@app.command()
def template(
    kind: Annotated[str, typer.Argument(help="What is delivered: cases, referrals, ...")],
    locale: Annotated[Locale, IN_LOCALE] = Locale.BS,
    out: Annotated[Path | None, typer.Option(help="File to write.")] = None,
) -> None:
    """Write an empty spreadsheet that an institution fills in and 'portal ingest' reads back.

    It has drop-down lists, explains each column and shows two fictional examples.
    """
    from portal.deliveries import drafts as layouts

    layouts.tell_template(kind, locale, out)


@layout_app.command("new")
def layout_new(
    file: Annotated[Path, typer.Option("--from", help="A real file with the columns.")],
    kind: Annotated[str | None, typer.Option(help="What it holds, if not found by itself.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write, not the screen.")] = None,
) -> None:
    """Draft a layout from a real file: column names and forms, and never a value from a row."""
    from portal.deliveries import drafts as layouts

    layouts.tell_draft(file, kind, out)


@app.command()
def report(
    delivery: Annotated[str, typer.Argument(help="The loaded file, or its content code.")],
    locale: Annotated[Locale, IN_LOCALE] = Locale.BS,
    out: Annotated[Path | None, typer.Option(help="Folder to write to.")] = None,
    with_words: Annotated[
        bool,
        typer.Option("--with-words", help="Name the words not understood: for the sender only."),
    ] = False,
) -> None:
    """Write the report on a delivery for its sender, as HTML and JSON.

    It has counts, row numbers and column names, and no value from a row.
    """
    from portal.deliveries import reports

    reports.tell_report(delivery, locale, out, with_words)


@app.command()
def deliveries(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List who delivered what and when, and what is late or missing by the agreed calendar."""
    from portal.deliveries import listing

    listing.tell_deliveries(as_json)


@app.command()
def build() -> None:
    """Build and test the warehouse: staging, marts and cells."""
    from portal import steps

    steps.tell_build()


@app.command()
def status(
    words: Annotated[
        bool, typer.Option("--words", help="List the words that are not understood yet.")
    ] = False,
) -> None:
    """Show what is loaded, quarantined, built, released and spent."""
    from portal import status as state

    state.tell_status(words)


@app.command()
def erase(
    source: Annotated[str, typer.Option(help="Who delivered the record, as in 'portal status'.")],
    reference: Annotated[
        str,
        typer.Option(
            prompt="The source's own reference of the record",
            hide_input=True,
            help="Asked for if not given, so that it stays out of the shell's history.",
        ),
    ],
) -> None:
    """Erase a person by a source's own reference, from raw data to cells, for good.

    All records of the person go, whoever reported them, and later deliveries about the person are
    kept out. The act is recorded without naming the person.
    """
    from portal.deliveries import keeping

    keeping.tell_erasure(source, reference)


@keys_app.command("rotate")
def keys_rotate() -> None:
    """Make new keys: encrypt the database anew and move every pseudonym on, in one step."""
    from portal.deliveries import keeping

    keeping.tell_rotation()


@indicators_app.command("export")
def indicators_export(
    formats: Annotated[
        list[IndicatorFormat] | None,
        typer.Option("--format", help="xlsx, pdf or iati; all of them if not given."),
    ] = None,
    locale: Annotated[Locale, IN_LOCALE] = Locale.BS,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("exports"),
    audience: Annotated[Audience, typer.Option(help="Whose release file.")] = Audience.DONOR,
    calendar: Annotated[
        str | None, typer.Option(help="project, calendar_year, us_fiscal_year, quarter, ...")
    ] = None,
    period: Annotated[str | None, typer.Option(help="2021, FY2021, 2021-Q4, ...")] = None,
) -> None:
    """Write the indicators of one reporting period from the newest release file."""
    from portal.rooms import indicator_files as indicators

    indicators.tell_export(formats or [], locale.value, out, audience, calendar, period)


@app.command()
def docs(
    out: Annotated[Path | None, typer.Option(help="Folder to write to.")] = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="Only the page that lists the published tables.")
    ] = False,
) -> None:
    """Write the list of published tables, a data dictionary in five locales, the warehouse's pages.

    No row is read: the documents hold names, codes, definitions and SQL.
    """
    from portal.documents import documentation as documents

    documents.tell_docs(out, tables)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    every: Annotated[bool, typer.Option("--all", help="Every table of the audience.")] = False,
    table: Annotated[list[str] | None, typer.Option(help="Only this table; repeatable.")] = None,
    audience: Annotated[Audience, typer.Option(help="Whose release.")] = Audience.PUBLIC,
    locale: Annotated[Locale, IN_LOCALE] = Locale.BS,
    formats: Annotated[str, typer.Option(help="Any of png,svg,pdf,csv,xlsx.")] = "png,svg,pdf",
) -> None:
    """Write published tables as charts (PNG, SVG, PDF) and figures (CSV, XLSX), with a list.

    Pictures are drawn by this machine's Chromium or Chrome. No request leaves the machine.
    """
    from portal.rooms import exporting

    if every == bool(table):
        raise typer.BadParameter("Say either --all or one or more --table.")
    exporting.tell_export(audience, locale, out, formats, table or ())


@app.command()
def serve(
    audience: Annotated[Audience, typer.Option(help="Whose room.")] = Audience.COORDINATOR,
) -> None:
    """Open the dashboard of one audience on its newest release file; stop it with Ctrl-C."""
    from portal.rooms import serving

    serving.serve(audience)


@audit_app.command("show")
def audit_show() -> None:
    """Show every sign-in, refusal and export, if the log is whole."""
    from portal.rooms import audit_view as audit

    audit.tell_log()


@audit_app.command("verify")
def audit_verify() -> None:
    """Check that no line of the log was changed, taken out or put in between."""
    from portal.rooms import audit_view as audit

    audit.tell_verification()


@app.command()
def run(
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Do all but open the dashboard.")
    ] = False,
) -> None:
    """Do it all: examples (if nothing is loaded yet), build, release, dashboard.

    A second call loads, builds and draws only what is new.
    """
    from portal import steps
    from portal.rooms import serving

    steps.run_all()
    if not no_serve:
        serving.serve()
