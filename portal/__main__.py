"""`python -m portal`: the command line."""

from portal.cli import app

app(prog_name="portal")
