"""The release, as the command line runs it: plan, draw, verify, and what is spent."""

from portal.keys import read_keys
from portal.messages import errors_told, out
from portal.settings import settings
from portal.sheets import sheet
from portal.steps import current_spec, progress
from privacy import release
from privacy.measuring import Measured
from warehouse.database import open_restricted


def tell_plan() -> None:
    with errors_told():
        plan = release.plan(
            current_spec(),
            ledger_path=settings().ledger,
            measurement_dir=settings().measurement_dir,
        )
        tables = sheet(
            "What a draw would measure",
            ["Table"],
            ["rho", "Margin", "Measured", "To draw", "Refused"],
        )
        for planned in plan.tables:
            tables.add_row(
                planned.table.name,
                str(planned.table.rho),
                f"± {planned.margin}",
                str(len(planned.measured)),
                str(len(planned.pending)),
                str(len(planned.refused)),
            )
        out.print(tables)
        cohorts = sheet(
            "What it would cost the persons first identified in each year, in rho",
            [],
            ["Year", "Spent", "This draw", "Left after it"],
        )
        for cohort in plan.cohorts:
            cohorts.add_row(
                str(cohort.cohort),
                str(cohort.spent_rho),
                str(cohort.cost_rho),
                str(cohort.remaining_rho),
            )
        out.print(cohorts)
        out.print("Nothing was spent. 'portal release draw' does it.")


def tell_draw() -> None:
    with errors_told():
        keys = read_keys(settings())
        with open_restricted(settings().database, keys.database) as connection, progress() as bar:
            task = bar.add_task("Measuring", total=None)

            def advance(measurement: str, done: int, of: int) -> None:
                bar.update(task, description=f"Measured {measurement}", completed=done, total=of)

            drawn = release.draw(
                current_spec(),
                connection,
                ledger_path=settings().ledger,
                measurement_dir=settings().measurement_dir,
                release_dir=settings().release_dir,
                register=settings().register_name,
                fictional=is_fictional(connection),
                on_progress=advance,
            )
        tell_measured(drawn.measured)
        out.print(f"Release: {drawn.release}")


def is_fictional(connection: object) -> bool:
    """Whether any loaded delivery of the register is an example: then every page says so."""
    row = connection.execute(
        "select bool_or(fictional) from raw.deliveries where register = ?",
        [settings().register_name],
    ).fetchone()
    return bool(row[0])


def tell_measured(measured: Measured) -> None:
    if measured.drawn:
        out.print(f"Measured {len(measured.drawn)} tables and periods, each once and for good.")
    else:
        out.print("Measurements: nothing new to measure, nothing was drawn.")
    if measured.torn_bytes:
        out.print("The ledger's last line, cut short by a crash, was removed: it had paid nothing.")
    if measured.lost:
        out.print(f"{len(measured.lost)} charges were lost to crashes: paid, but nothing drawn.")
    for reason in measured.refused.values():
        out.print(f"Not measured: {reason}", markup=False)


def tell_verification() -> None:
    with errors_told():
        verified = release.verify(
            ledger_path=settings().ledger, measurement_dir=settings().measurement_dir
        )
        out.print(
            f"The ledger is whole: {len(verified.charges)} charges in an unbroken chain, "
            f"{len(verified.measurements)} measurements stored and paid, "
            f"{len(verified.lost)} charges lost to crashes."
        )


def tell_budget() -> None:
    """What each cohort has spent of its lifetime, in rho and epsilon."""
    budgets = release.budget(current_spec(), ledger_path=settings().ledger)
    spent = sheet(
        "Spent of the lifetime budget of the persons first identified in each year",
        [],
        ["Year", "rho", "of", "epsilon", "of", "at delta"],
    )
    for budget in budgets:
        spent.add_row(
            str(budget.cohort),
            str(budget.spent_rho),
            str(budget.lifetime_rho),
            f"{budget.spent_epsilon:.2f}",
            f"{budget.lifetime_epsilon:.2f}",
            f"{budget.delta:g}",
        )
    out.print(spent)
