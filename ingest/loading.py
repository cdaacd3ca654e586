"""Load one extract file into the raw schema, whole or not at all, and only once.

Identifiers become pseudonyms in memory, before anything is written. The date of birth is an
identifier too: what is kept of it is the age in completed years at identification.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.checking import cell_column, typed_rows_sql
from ingest.errors import ExtractError
from ingest.layout import Layout
from ingest.pseudonym import hmac_key, hmac_sql, person_message_sql, row_message_sql
from ingest.raw import create_raw_schema
from ingest.reading import Extract, read_extract


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What became of one file. `quarantined` counts rows by (reason, field)."""

    delivery_id: str
    file_name: str
    layout: str
    container: str
    rows_loaded: int
    rows_quarantined: int
    quarantined: Counter[tuple[str, str]]
    already_loaded: bool
    last_line_open: bool


def load_extract(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    pseudonym_key: str,
    layouts: tuple[Layout, ...],
    source: str | None = None,
    fictional: bool = False,
) -> Delivery:
    """Load the file at `path` by the one of `layouts` that fits; a known content adds nothing."""
    content = read_bytes(path)
    delivery_id = hashlib.sha256(content).hexdigest()
    create_raw_schema(connection)
    if is_loaded(connection, delivery_id):
        return described(connection, delivery_id, None)
    extract = read_extract(content, path.name, layouts)
    del content
    check_rows(extract, delivery_id, connection, pseudonym_key)
    refuse_cut_file(path, extract, connection)
    connection.begin()
    try:
        write_delivery(path, extract, delivery_id, connection, source, fictional)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.execute("drop table if exists temp.checked")
    return described(connection, delivery_id, extract)


def read_bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ExtractError(f"{path} is not a file: give the path of an extract.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExtractError(
            f"{path} can't be read ({error.strerror}): check its permissions."
        ) from None


def is_loaded(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> bool:
    found = connection.execute(
        "select 1 from raw.deliveries where delivery_id = ?", [delivery_id]
    ).fetchone()
    return found is not None


def check_rows(
    extract: Extract, delivery_id: str, connection: duckdb.DuckDBPyConnection, pseudonym_key: str
) -> None:
    """Make the temporary table `checked`: pseudonyms, kept fields, refusals; no identifiers."""
    columns = set(extract.rows.column_names) - {"row_number"}
    renamed = extract.rows.rename_columns(
        [name if name == "row_number" else cell_column(name) for name in extract.rows.column_names]
    )
    connection.register("extract", renamed)
    key = hmac_key(pseudonym_key)
    parameters: dict[str, object] = {"inner": key.inner, "outer": key.outer}
    if extract.layout.identity == "row":
        parameters["delivery_id"] = delivery_id
    try:
        connection.execute(checked_sql(extract.layout, columns), parameters)
    finally:
        connection.unregister("extract")


def checked_sql(layout: Layout, columns: set[str]) -> str:
    message = person_message_sql() if layout.identity == "person" else row_message_sql()
    kept = [age_sql(layout) if name == "age_years" else name for name in layout.kind.fields]
    return f"""
        create or replace temp table checked as
        select row_number, {hmac_sql(message)} as person_key, {", ".join(kept)}, refusals
        from ({typed_rows_sql(layout, columns)})
    """


def age_sql(layout: Layout) -> str:
    """Completed years at the main date, from the birth date; else the age that was delivered."""
    from_birth = f"date_sub('year', birth_date, {layout.kind.main_date})::integer"
    return f"coalesce({from_birth}, age_years) as age_years"


def refuse_cut_file(path: Path, extract: Extract, connection: duckdb.DuckDBPyConnection) -> None:
    """Without a final line break and with a last row that does not fit, the file was cut."""
    if not extract.last_line_open:
        return
    last_refusals = connection.execute(
        "select len(refusals) from temp.checked order by row_number desc limit 1"
    ).fetchone()
    if last_refusals and last_refusals[0]:
        raise ExtractError(
            f"{path.name} seems cut off: its last row is not complete and has no line break. "
            "Export it again and send the whole file."
        )


def write_delivery(
    path: Path,
    extract: Extract,
    delivery_id: str,
    connection: duckdb.DuckDBPyConnection,
    source: str | None,
    fictional: bool,
) -> None:
    kind = extract.layout.kind
    columns = ", ".join(["row_number", "person_key", *kind.fields])
    connection.execute(
        f"insert into raw.{kind.name} (delivery_id, {columns}) "
        f"select ?, {columns} from temp.checked where len(refusals) = 0",
        [delivery_id],
    )
    connection.execute(
        "insert into raw.quarantine select ?, row_number, refusal.reason, refusal.field "
        "from (select row_number, unnest(refusals) as refusal from temp.checked)",
        [delivery_id],
    )
    if extract.malformed:
        numbers = pa.table({"row_number": pa.array(extract.malformed, pa.int64())})
        connection.register("malformed", numbers)
        connection.execute(
            "insert into raw.quarantine "
            "select ?, row_number, 'wrong_number_of_cells', '' from malformed",
            [delivery_id],
        )
        connection.unregister("malformed")
    layout = extract.layout
    connection.execute(
        f"""
        insert into raw.deliveries
        select $delivery_id, $file_name, $layout, $kind, $register, $source, $container, $fictional,
            $received_at, loaded + quarantined, loaded, quarantined
        from
            (select count(*) as loaded from raw.{kind.name} where delivery_id = $delivery_id),
            (select count(distinct row_number) as quarantined
             from raw.quarantine where delivery_id = $delivery_id)
        """,
        {
            "delivery_id": delivery_id,
            "file_name": path.name,
            "layout": layout.name,
            "kind": kind.name,
            "register": layout.register,
            "source": source or layout.source,
            "container": extract.container,
            "fictional": fictional,
            "received_at": datetime.now(UTC).replace(tzinfo=None),
        },
    )


def described(
    connection: duckdb.DuckDBPyConnection, delivery_id: str, extract: Extract | None
) -> Delivery:
    """The delivery as it stands in the database; `extract` is None where it was loaded before."""
    file_name, layout, container, loaded, quarantined = connection.execute(
        "select file_name, layout, container, rows_loaded, rows_quarantined "
        "from raw.deliveries where delivery_id = ?",
        [delivery_id],
    ).fetchone()
    reasons = connection.execute(
        "select reason, field, count(*) from raw.quarantine where delivery_id = ? group by all",
        [delivery_id],
    ).fetchall()
    return Delivery(
        delivery_id=delivery_id,
        file_name=file_name,
        layout=layout,
        container=container,
        rows_loaded=loaded,
        rows_quarantined=quarantined,
        quarantined=Counter({(reason, field): count for reason, field, count in reasons}),
        already_loaded=extract is None,
        last_line_open=extract is not None and extract.last_line_open,
    )
