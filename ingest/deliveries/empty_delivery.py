"""A body's word that it had nobody to report: a delivery without a file.

Without it a body would send only when there is somebody, and the day of a delivery would tell of a
person. It must say nothing of why there is nobody.
"""

from hashlib import sha256

import duckdb

from ingest.errors import DeliveryError
from ingest.kinds import read_kinds
from ingest.raw import create_raw_schema
from ingest.receipts import now, write_receipt

EMPTY = "nothing"  # In `delivers`: for the last period that was over, there was nothing.
COLUMNS = """
    select coalesce(max(delivery_number), 0) + 1 as delivery_number, $delivery_id as delivery_id,
        'no file' as file_name, 'none' as layout, $kind as kind, $register as register,
        $source as source, $delivers as delivers, 'word of the sender' as container,
        $fictional as fictional, $received_at as received_at,
        0 as rows_read, 0 as rows_loaded, 0 as rows_quarantined
    from raw.deliveries
"""


def load_empty_delivery(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    kind: str,
    register: str,
    fictional: bool = False,
) -> bool:
    """Write it down under today's date; False if it is written already."""
    if kind not in read_kinds():
        raise DeliveryError(f"There is no kind {kind!r}: say one of {', '.join(read_kinds())}.")
    if not source.strip():
        raise DeliveryError("Say which body had nothing to report, as 'portal status' names it.")
    create_raw_schema(connection)
    received_at = now()
    statement = "\n".join((EMPTY, register, source, kind, f"{received_at:%Y-%m-%d}"))
    delivery_id = sha256(statement.encode()).hexdigest()
    parameters = {
        "delivery_id": delivery_id,
        "kind": kind,
        "register": register,
        "source": source,
        "delivers": EMPTY,
        "fictional": fictional,
        "received_at": received_at,
    }
    [(written,)] = connection.execute(
        f"insert or ignore into raw.deliveries by name {COLUMNS}", parameters
    ).fetchall()
    if written:
        write_receipt(connection, delivery_id, received_at)
    return written == 1
