"""One breakdown over time: the trends page and the chart builder."""
