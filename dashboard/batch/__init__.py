"""Charts of a whole release as files, without a visitor. It knows no page."""
