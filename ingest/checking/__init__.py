"""What may come in and what is refused: columns, dates, forbidden contents, rows."""
