"""Look into a spreadsheet's archive and XML before a library opens it."""
