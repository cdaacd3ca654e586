"""From noisy measurements to whole figures with intervals. It knows no record, no table's name."""
