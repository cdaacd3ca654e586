"""Files that a visitor takes: tables, spreadsheets, the package, and what they say of themselves."""
