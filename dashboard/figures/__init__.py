"""Figures of a release and what may be said of them: pure functions, no page and no chart."""
