"""What this office works on now: its spec and its archive; and how far a run has come."""

from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from portal.messages import err
from portal.settings import settings
from privacy.declared.spec import ReleaseSpec, as_dbt_vars
from privacy.declared.spec_file import read_spec
from privacy.records.archive import Archive


def progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def current_spec() -> ReleaseSpec:
    spec_file = settings().release_spec
    return read_spec(spec_file) if spec_file else read_spec()


def current_archive() -> Archive:
    return Archive(ledger_path=settings().ledger, measurement_dir=settings().measurement_dir)


def build_variables() -> dict[str, Any]:
    """What the cells are counted by: whose register, and what is declared."""
    return {"register": settings().register_name, **as_dbt_vars(current_spec())}
