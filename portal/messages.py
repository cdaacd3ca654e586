"""How the command line speaks: results to standard output, errors to standard error.

An expected error is told in its own sentence and ends with exit code 2. An unexpected one ends with
exit code 1 and tells where it happened, but not its text: that might quote a row.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


@contextmanager
def errors_told() -> Iterator[None]:
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        if is_expected(error):
            err.print(f"[bold red]Error:[/] {shown(error)}")
            raise typer.Exit(2) from None
        err.print("[bold red]Unexpected error[/] (its text is withheld: it might quote a row)")
        err.print(f"{type(error).__name__} at", *places(error), sep="\n  ", markup=False)
        raise typer.Exit(1) from None


def shown(text: object) -> str:
    """What others wrote, such as names of files and columns: nothing in it steers the screen."""
    signs = (
        sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}"
        for sign in str(text)
    )
    return escape("".join(signs))


def is_expected(error: Exception) -> bool:
    from pydantic import ValidationError

    from ingest.errors import DeliveryError, ExtractError, LayoutError
    from portal.errors import AccessError
    from portal.keys import KeyFileError
    from privacy.errors import PrivacyError
    from warehouse.errors import WarehouseError

    expected_errors = (
        AccessError,
        DeliveryError,
        ExtractError,
        LayoutError,
        KeyFileError,
        PrivacyError,
        WarehouseError,
        ValidationError,
    )
    return isinstance(error, expected_errors)


def places(error: Exception) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
