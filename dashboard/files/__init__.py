"""Files that a visitor takes: tables, spreadsheets, the package; what they say of themselves."""
