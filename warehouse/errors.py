"""What can go wrong in the warehouse, said to the operator, never with a value from a row."""


class WarehouseError(Exception):
    """Base of all errors of this package: the message says what is wrong and what to do."""


class WrongKeyError(WarehouseError):
    """The database exists but this key does not open it."""


class NotADatabaseError(WarehouseError):
    """The file at the database's path is something else, or was damaged."""


class DatabaseBusyError(WarehouseError):
    """Another process has the database open for writing."""


class BuildError(WarehouseError):
    """dbt could not build or test the warehouse."""
