"""The release, as the command line runs it: plan, draw and revise."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import duckdb

from ingest.raw import create_raw_schema
from portal.current import build_variables, current_archive, current_spec, progress
from portal.keys import read_keys
from portal.labels import code_counts
from portal.messages import errors_told, out
from portal.settings import settings
from portal.terminal_tables import by_audience, runs_of_years, terminal_table
from privacy import release
from privacy.declared.spec import Population, ReleaseSpec
from privacy.errors import MixedPersonsError, RevisionError
from privacy.measuring.progress import Progress
from privacy.measuring.revision_price import Correction, Price
from privacy.measuring.run import Measured
from privacy.planning.margins import Margins, margins_of
from privacy.planning.plan import Plan, PlannedTable
from privacy.records.archive import Register
from privacy.release import Drawn
from warehouse.build import check_built
from warehouse.counted import remember_counted
from warehouse.database import open_restricted


def tell_plan() -> None:
    with errors_told():
        spec = current_spec()
        plan = release.plan(spec, current_archive())
        names = [audience.name for audience in spec.audiences]
        tables = terminal_table(
            "What a draw would measure; ± is how far a figure may be off, 95 times in 100, for "
            f"{', '.join(names)}: as it is published, and as it is measured",
            ["Table"],
            ["rho", "± published", "± measured", "Measured", "To draw", "Refused"],
        )
        margins = margins_of(spec, code_counts())
        for planned in plan.tables:
            tables.add_row(*table_row(planned, margins[planned.table.name], names))
        out.print(tables)
        tell_pending(plan)
        tell_cohorts(plan)
        out.print("Nothing was spent. 'portal release draw' does it.")


def table_row(planned: PlannedTable, margins: Margins, audiences: list[str]) -> list[str]:
    states = [planned.measured, planned.pending, planned.refused]
    numbers = [str(len(of_state)) for of_state in states]
    shown_margins = [
        by_audience(margin, audiences) for margin in (margins.published, margins.measured)
    ]
    return [planned.table.name, str(planned.table.rho), *shown_margins, *numbers]


def tell_pending(plan: Plan) -> None:
    """The periods by name: 2007 to 2024, or each of a few."""
    pending = {period for planned in plan.tables for period in planned.pending}
    if pending:
        out.print(f"Periods to draw: {', '.join(sorted(pending))}")
    for planned in plan.tables:
        for reason in planned.refused.values():
            out.print(f"Would be refused: {reason}", markup=False)


def tell_cohorts(plan: Plan) -> None:
    cohorts = terminal_table(
        "What it would cost the persons first recorded in each year, in rho; the reserve is left "
        "when everything declared is paid",
        ["Of", "Years"],
        ["Spent", "This draw", "Left after it", "Reserve"],
    )
    rows = [
        (
            (cohort.population, cohort.cohort),
            (cohort.spent_rho, cohort.cost_rho, cohort.remaining_rho, cohort.reserve_rho),
        )
        for cohort in plan.cohorts
    ]
    for row in runs_of_years(rows):
        cohorts.add_row(*row)
    out.print(cohorts)


def tell_draw() -> None:
    with errors_told():
        with measuring() as (connection, advance):
            drawn = release.draw(
                current_spec(),
                connection,
                current_archive(),
                register_in(connection),
                release_dir=settings().release_dir,
                on_progress=advance,
            )
        tell_drawn(drawn)


def tell_revision(year: int, why: str | None, share: str, population: str | None) -> None:
    """Price it; and do it if there is a reason."""
    with errors_told():
        spec, share_of_rho = current_spec(), decimal_of(share)
        correction = Correction(
            year=year, populations=populations_named(spec, population), share=share_of_rho
        )
        if why is None:
            tell_prices(release.prices_of_revision(spec, current_archive(), correction))
            out.print(
                "Nothing was spent: with a reason, --why, it is done. The reason is published."
            )
            return
        with measuring() as (connection, advance):
            drawn = release.revise(
                spec,
                connection,
                current_archive(),
                register_in(connection),
                replace(correction, why=why),
                release_dir=settings().release_dir,
                on_progress=advance,
            )
        tell_prices(drawn.prices)
        if any(price.revision.why != why.strip() for price in drawn.prices):
            out.print("An interrupted revision was finished, for the reason it was begun for.")
        tell_drawn(drawn)


def decimal_of(share: str) -> Decimal:
    try:
        return Decimal(share)
    except InvalidOperation:
        raise RevisionError(f"--share must be a number, such as 0.1, and is '{share}'.") from None


def populations_named(spec: ReleaseSpec, population: str | None) -> tuple[Population, ...]:
    populations = tuple(
        declared for declared in spec.populations if population in (None, declared.name)
    )
    if not populations:
        names = ", ".join(declared.name for declared in spec.populations)
        raise RevisionError(f"There is no population '{population}': there are {names}.")
    return populations


def tell_prices(prices: tuple[Price, ...]) -> None:
    price_table = terminal_table(
        "Measuring a year once more, in rho of the persons who have least left",
        ["Of"],
        ["Year", "Tables", "Share", "Noise", "Persons of", "Cost", "Left", "Can be paid"],
    )
    for price in prices:
        noise = 1 / float(price.revision.share) ** 0.5
        price_table.add_row(
            price.population,
            str(price.year),
            str(len(price.tables)),
            str(price.revision.share),
            f"x {noise:.1f}",
            str(price.cohort),
            str(price.cost_rho),
            str(price.left_rho),
            "yes" if price.is_affordable else f"no, at most a share of {price.largest_share}",
        )
    out.print(price_table)


@contextmanager
def measuring() -> Iterator[tuple[duckdb.DuckDBPyConnection, Progress]]:
    """The restricted database, open, and who is to be told of each measurement.

    What is drawn from has passed all tests, and who is about to be counted is on the disk.
    """
    keys, periods = read_keys(settings()), current_spec().periods
    with open_restricted(settings().database, keys.database) as connection, progress() as bar:
        create_raw_schema(connection)
        check_built(connection, build_variables())
        remember_counted(
            connection, settings().register_name, periods.closed_through, periods.open_year_quarters
        )
        task = bar.add_task("Measuring", total=None)

        def advance(measurement: str, done: int, total: int) -> None:
            bar.update(task, description=f"Measured {measurement}", completed=done, total=total)

        yield connection, advance


def register_in(connection: duckdb.DuckDBPyConnection) -> Register:
    """Fictional where the deliveries are examples: then every page says so, and a room needs no
    login. Both in one database would pass real persons off as examples.
    """
    name = settings().register_name
    kinds = connection.execute(
        "select distinct fictional from raw.deliveries where register = ?", [name]
    ).fetchall()
    if len(kinds) > 1:
        raise MixedPersonsError(
            "The database holds examples and real deliveries: nothing was drawn. Load the real "
            "deliveries into a data folder of their own (PORTAL_DATA_DIR)."
        )
    return Register(name=name, fictional=kinds == [(True,)])


def tell_drawn(drawn: Drawn) -> None:
    tell_measured(drawn.measured)
    for release_file in drawn.releases:
        out.print(f"Release: {release_file}")


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
