"""Move every stored pseudonym on by a new key: HMAC(new key, stored pseudonym).

It works on a database that is attached beside the connection's own, so that the caller can put the
re-keyed copy in place in one step.
"""

from datetime import UTC, datetime

import duckdb

from ingest.kinds import read_kinds
from ingest.persons.pseudonym import hmac_sql, key_parameters

KEY_COLUMNS = ("person_key", "name_key", "reference_key")


def rekey_pseudonyms(connection: duckdb.DuckDBPyConnection, catalog: str, new_key: str) -> None:
    """Re-key raw records and tombstones of `catalog` in one transaction."""
    parameters = key_parameters((new_key,))
    connection.begin()
    try:
        for kind in read_kinds().values():
            changes = [f"{column} = {hmac_sql(column, 1)}" for column in KEY_COLUMNS]
            statement = f"update {catalog}.raw.{kind.name} set {', '.join(changes)}"
            connection.execute(statement, parameters)
        for table in ("tombstones", "counted_years"):
            statement = f"update {catalog}.raw.{table} set person_key = {hmac_sql('person_key', 1)}"
            connection.execute(statement, parameters)
        connection.execute(
            f"insert into {catalog}.raw.acts values (?, 'key rotation', '')",
            [datetime.now(UTC).replace(tzinfo=None)],
        )
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
