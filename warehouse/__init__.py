"""The restricted warehouse: the encrypted database, and the dbt project from raw rows to cells."""
