"""The commands of the release and of its ledger: what is measured, for whom, and what it costs.

As in portal/cli.py, heavy libraries are imported inside the commands.
"""

from pathlib import Path
from typing import Annotated

import typer

release_app = typer.Typer(
    no_args_is_help=True,
    help="Draw safe figures from the warehouse: plan first, then draw. Each table and period is "
    "drawn once, after it closes, and never again.",
)
ledger_app = typer.Typer(
    no_args_is_help=True, help="What was spent of whose privacy: every charge, in a sealed chain."
)


@release_app.command("plan")
def release_plan() -> None:
    """Show what a draw would measure, its margins and its cost, without spending anything."""
    from portal.release import acts as releases

    releases.tell_plan()


@release_app.command("draw")
def release_draw() -> None:
    """Measure every closed period that has not been measured yet, and publish the release file."""
    from portal.release import acts as releases

    releases.tell_draw()


@release_app.command("revise")
def release_revise(
    year: Annotated[int, typer.Option(help="The year whose records were corrected.")],
    why: Annotated[
        str | None,
        typer.Option(help="The reason, published: no word about a person. Without it: the price."),
    ] = None,
    share: Annotated[str, typer.Option(help="Of each table's rho, to be spent again.")] = "0.1",
    population: Annotated[
        str | None, typer.Option(help="Only whose records were corrected, as victims.")
    ] = None,
) -> None:
    """Measure all year tables of one year once more, after a late correction of its records.

    Load and build the corrected records first. It is paid from the reserve, and refused with the
    figures where that is not enough. Without --why it is only priced. Five-year and quarter tables
    stay as they were.
    """
    from portal.release import acts as releases

    releases.tell_revision(year, why, share, population)


@release_app.command("ask")
def release_ask(
    query: Annotated[
        str | None, typer.Argument(help='As "victims by area, form, 2019-2023", in any language.')
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="A request that the dashboard's release desk wrote.")
    ] = None,
    rho: Annotated[str | None, typer.Option(help="Price this cost too.")] = None,
) -> None:
    """Price a table that is not declared yet: its cells, its margins, and who can afford it.

    Nothing is spent and no data are read.
    """
    from portal.release import asking

    asking.tell_price(query, file, rho)


@release_app.command("shares")
def release_shares() -> None:
    """Show the costs that the weights of release.toml ask for, beside the declared ones."""
    from portal.release import asking

    asking.tell_shares()


@ledger_app.command("verify")
def ledger_verify() -> None:
    """Check the ledger's chain and that every stored measurement was paid for."""
    from portal.release import ledger_view as ledger

    ledger.tell_verification()


@ledger_app.command("show")
def ledger_show() -> None:
    """Show what is spent of each year's persons: rho, epsilon, and what that means in words."""
    from portal.release import ledger_view as ledger

    ledger.tell_ledger()
