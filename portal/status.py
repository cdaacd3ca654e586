"""What is loaded, quarantined, built, released and spent. Counts and reasons, never a row's value.

Words that are not understood are a row's values: they are listed only when the operator asks.
"""

import duckdb

from ingest.checking.columns import REASONS
from ingest.raw import create_raw_schema
from portal.keys import read_keys
from portal.messages import errors_told, out, shown
from portal.settings import settings
from portal.terminal_tables import terminal_table
from warehouse.database import open_restricted
from warehouse.findings import SENTENCES, findings_by_file


def tell_status(with_words: bool) -> None:
    with errors_told():
        if not settings().database.exists():
            out.print("Nothing is loaded yet: start with 'portal run' or 'portal ingest FILE'.")
            return
        keys = read_keys(settings())
        with open_restricted(settings().database, keys.database) as connection:
            create_raw_schema(connection)
            tell_deliveries(connection)
            tell_quarantine(connection)
            tell_possible_doubles(connection)
            tell_build_and_words(connection, with_words)
        tell_releases()


def tell_deliveries(connection: duckdb.DuckDBPyConnection) -> None:
    table = terminal_table(
        "Deliveries", ["File", "From", "Read as", "Received"], ["Rows", "Loaded", "Quarant."]
    )
    deliveries = connection.execute(
        """
        select
            file_name || if(fictional, ' (example)', ''), source, layout || ': ' || container,
            strftime(received_at, '%Y-%m-%d'), rows_read, rows_loaded, rows_quarantined
        from raw.deliveries
        order by received_at
        """
    ).fetchall()
    for delivery in deliveries:
        table.add_row(*map(shown, delivery))
    out.print(table if deliveries else "No delivery is loaded.")


def tell_quarantine(connection: duckdb.DuckDBPyConnection) -> None:
    reasons = connection.execute(
        """
        select file_name, reason, field, count(*) as refused_rows
        from raw.quarantine inner join raw.deliveries using (delivery_id)
        group by all
        order by all
        """
    ).fetchall()
    if not reasons:
        out.print("No row is in quarantine.")
        return
    table = terminal_table("Rows in quarantine, by reason", ["File", "Why", "Field"], ["Rows"])
    for file_name, reason, field, count in reasons:
        table.add_row(shown(file_name), REASONS[reason], shown(field or "-"), str(count))
    out.print(table)


def tell_findings(connection: duckdb.DuckDBPyConnection) -> None:
    """They stop nothing, and each is told to its sender too, row by row, by 'portal report'."""
    findings = findings_by_file(connection)
    if not findings:
        return
    table = terminal_table("Records to look at", ["File", "From", "What"], ["Records"])
    for of_file in findings:
        table.add_row(
            shown(of_file.file_name),
            shown(of_file.source),
            SENTENCES[of_file.finding],
            str(of_file.records),
        )
    out.print(table)


def tell_possible_doubles(connection: duckdb.DuckDBPyConnection) -> None:
    """Persons who may be the same are counted and told, never merged."""
    [(names,)] = connection.execute(
        "select count(*) from (select name_key from raw.cases where name_key is not null "
        "group by all having count(distinct person_key) > 1)"
    ).fetchall()
    if names:
        out.print(
            f"{names} names with birth date stand for more than one identity: these may be the "
            "same persons, or not. They are counted as different ones."
        )


def tell_build_and_words(connection: duckdb.DuckDBPyConnection, with_words: bool) -> None:
    built = connection.execute(
        "select table_name from information_schema.tables "
        "where table_schema = 'staging' and table_name = 'stg_unmapped_words'"
    ).fetchone()
    if not built:
        out.print("The warehouse is not built yet: run 'portal build'.")
        return
    when = connection.execute("select strftime(max(built_at), '%Y-%m-%d %H:%M') from raw.builds")
    out.print(f"Warehouse built and tested: {when.fetchall()[0][0] or 'no, the last build failed'}")
    tell_findings(connection)
    tell_unmapped(connection, with_words)


def tell_unmapped(connection: duckdb.DuckDBPyConnection, with_words: bool) -> None:
    detail = "word" if with_words else "count(distinct word)::varchar"
    rows = connection.execute(
        f"select dimension, source, {detail}, sum(case_records)::varchar "
        "from staging.stg_unmapped_words group by dimension, source"
        f"{', word' if with_words else ''} order by all"
    ).fetchall()
    if not rows:
        out.print("Every word is understood.")
        return
    headings = ["Dimension", "From", "Word" if with_words else "Distinct words"]
    table = terminal_table("Words not understood yet", headings, ["Case records"])
    for row in rows:
        table.add_row(*map(shown, row))
    out.print(table)
    if with_words:
        out.print("Add them to warehouse/seeds/source_words.csv, then run 'portal build'.")
    else:
        out.print("'portal status --words' lists the words themselves.")


def tell_releases() -> None:
    from portal.release.ledger_view import tell_budget

    folder = settings().release_dir / "coordinator"
    pointer = folder / "current"
    current = pointer.read_text().strip() if pointer.exists() else None
    out.print(f"Newest release: {folder / current if current else 'none yet'}")
    tell_budget()
