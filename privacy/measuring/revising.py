"""Revise: measure all year tables of one year once more, after a late correction of its records.

It is paid from what is left to the year's persons after everything that is declared for them, and
priced before anything is spent. What was measured first stays in the store. A revision that was
interrupted is finished as it was begun; nothing of it is drawn twice.
"""

from collections.abc import Iterable

import duckdb

from privacy.declared.spec import ReleaseSpec
from privacy.errors import BudgetError, RevisionError
from privacy.measuring.codes import codes_of
from privacy.measuring.progress import Progress, nobody_is_told
from privacy.measuring.revision_price import Correction, Price, prices_of
from privacy.measuring.run import Measured, Order, Work, carry_out
from privacy.records.archive import Archive, Register
from privacy.records.measurements import Measurement, check_definition
from privacy.records.opening import opened

LONGEST_WHY = 300


def revise(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    register: Register,
    correction: Correction,
    on_progress: Progress = nobody_is_told,
) -> tuple[tuple[Price, ...], Measured]:
    """Measure the year once more, for each population; all are refused if one can't afford it."""
    check_why(correction.why)
    with opened(archive, register) as open_archive:
        prices = prices_of(spec, open_archive.file.ledger.charges, open_archive.stored, correction)
        check_affordable(prices)
        work = Work(
            spec=spec, connection=connection, open_archive=open_archive, on_progress=on_progress
        )
        orders = [
            order for price in prices for order in orders_of(connection, open_archive.stored, price)
        ]
        return prices, carry_out(work, orders)


def check_why(why: str) -> None:
    if not why.strip() or len(why) > LONGEST_WHY or not why.isprintable():
        raise RevisionError(
            "A revision needs a reason, in one line of at most "
            f"{LONGEST_WHY} characters: it is published. Nothing was charged or drawn."
        )


def check_affordable(prices: Iterable[Price]) -> None:
    for price in prices:
        if not price.is_affordable:
            raise BudgetError(
                f"A revision of {price.year} at {price.revision.share} of each table's rho costs "
                f"the persons of {price.cohort} ({price.population}) rho {price.cost_rho}, and "
                f"{price.left_rho} is left to them after all that is declared. It would pay for a "
                f"share of {price.largest_share}. Nothing was charged or drawn."
            )


def orders_of(
    connection: duckdb.DuckDBPyConnection, stored: dict[str, Measurement], price: Price
) -> Iterable[Order]:
    for table in price.tables:
        if table.name not in price.revision.tables:
            continue
        codes = codes_of(connection, table)
        check_definition(stored.values(), table, codes)
        yield Order(table=table, period=str(price.year), codes=codes, revision=price.revision)
