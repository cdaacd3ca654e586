"""The steps from extracts to cells, as the command line runs them: progress, then a summary."""

from pathlib import Path

import typer

from ingest.checking.columns import REASONS
from ingest.errors import ExtractError
from ingest.layouts.layout import layout_named, read_layouts
from ingest.loading import Delivery, load_extract
from ingest.raw import create_raw_schema
from ingest.reading.content import content_of_file
from ingest.receipts import is_loaded
from portal.current import build_variables, progress
from portal.keys import read_keys
from portal.messages import err, errors_told, out, shown
from portal.settings import settings
from warehouse.database import open_restricted
from warehouse.words import known_words


def tell_examples(folder: Path | None) -> list[Path]:
    with errors_told():
        from examples import write_examples

        target = folder or settings().extract_dir
        paths = write_examples(target)
        out.print(f"Wrote {len(paths)} example extracts of fictional persons to {target}/")
        return paths


def tell_ingest(
    files: list[Path], *, layout: str | None, source: str | None, fictional: bool
) -> None:
    """Load each file; refused ones are told and counted, and the call then ends with code 2."""
    refused, loaded_before = 0, []
    with errors_told():
        keys = read_keys(settings())
        layouts = (layout_named(layout),) if layout else read_layouts()
        with open_restricted(settings().database, keys.database) as connection, progress() as bar:
            task = bar.add_task("Loading extracts", total=len(files))
            for path in files:
                bar.update(task, description=f"Loading {shown(path.name)}")
                try:
                    delivery = load_extract(
                        path,
                        connection,
                        keys.pseudonym,
                        layouts,
                        source=source,
                        fictional=fictional,
                        citizenship_words=known_words()["citizenship"],
                    )
                    if delivery.already_loaded:
                        loaded_before.append(path.name)
                    else:
                        tell_delivery(delivery)
                except ExtractError as error:
                    refused += 1
                    err.print(f"[bold red]Refused:[/] {shown(error)}")
                bar.advance(task)
    if loaded_before:
        names = shown(", ".join(loaded_before))
        out.print(f"Received again; its records are loaded, only the receipt was added: {names}")
    if refused:
        raise typer.Exit(2)


def tell_delivery(delivery: Delivery) -> None:
    out.print(
        f"{shown(delivery.file_name)}: {delivery.rows_loaded} rows loaded, "
        f"{delivery.rows_quarantined} quarantined ({delivery.layout}; {shown(delivery.container)})"
    )
    for (reason, field), count in sorted(delivery.quarantined.items()):
        where = f" [{field}]" if field else ""
        out.print(f"  {count} x {REASONS[reason]}{where}", markup=False)
    for note in delivery.notes:
        out.print(f"  {shown(note)}")
    if delivery.last_line_open:
        out.print("  The last line has no line break: check that the file is complete.")


def tell_build() -> bool:
    with errors_told():
        from warehouse.build import build_warehouse

        keys = read_keys(settings())
        with open_restricted(settings().database, keys.database) as connection:
            create_raw_schema(connection)
        variables = build_variables()
        with progress() as bar:
            task = bar.add_task("Building the warehouse", total=None)

            def advance(name: str, done: int, total: int) -> None:
                bar.update(task, description=f"Building: {name}", completed=done, total=total)

            built = build_warehouse(
                settings().database, keys.database, variables, settings().data_dir / "dbt", advance
            )
        out.print("Warehouse built and tested." if built else "Warehouse: nothing new to build.")
        return built


def run_all() -> None:
    """Examples unless real extracts are loaded, then build and release; what is done stays."""
    from portal.release import acts as releases

    if only_examples_are_loaded():
        examples = not_loaded_yet(tell_examples(None))
        tell_ingest(examples, layout=None, source=None, fictional=True)
    tell_build()
    releases.tell_draw()


def not_loaded_yet(paths: list[Path]) -> list[Path]:
    """Our own examples are written anew by each run: that is no new delivery of theirs."""
    with errors_told():
        keys = read_keys(settings())
        with open_restricted(settings().database, keys.database) as connection:
            create_raw_schema(connection)
            return [
                path for path in paths if not is_loaded(connection, content_of_file(path).digest)
            ]


def only_examples_are_loaded() -> bool:
    """Whether the database holds nothing but example extracts (or nothing at all).

    Asked on every run, so that a first run that was interrupted goes on where it stopped.
    """
    with errors_told():
        if not settings().database.exists():
            return True
        keys = read_keys(settings())
        with open_restricted(settings().database, keys.database) as connection:
            create_raw_schema(connection)
            real = connection.execute("select 1 from raw.deliveries where not fictional").fetchone()
            return real is None
