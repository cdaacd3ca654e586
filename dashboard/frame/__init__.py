"""What every page stands in: masthead, menu, filters, address, chart with its buttons, tables."""
