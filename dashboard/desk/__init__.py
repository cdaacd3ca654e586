"""The parts of the release desk: what was charged, what closes when, what a table would cost."""
