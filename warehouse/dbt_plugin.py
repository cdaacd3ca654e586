"""dbt-duckdb plugin: load what encryption needs before dbt attaches the restricted database."""

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from warehouse.database import prepare_encryption


class Plugin(BasePlugin):
    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        prepare_encryption(conn)
        conn.execute("set temp_file_encryption = true")
