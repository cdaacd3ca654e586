"""The empty spreadsheets in which bodies deliver."""
