"""Words, numbers, dates and sorting, as the reader's language writes them. It knows no page."""
