"""A project's indicators: values against targets, on pages, in spreadsheets, PDF and IATI."""
