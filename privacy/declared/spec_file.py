"""Read release.toml and check it against itself: a wrong spec is refused in words.

It must not look at data, and whatever it refuses it refuses before anything is spent.
"""

import tomllib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from privacy.declared.exactness import check_exact
from privacy.declared.spec import (
    KINDS_OF_PERIOD,
    Audience,
    Exact,
    Guarantee,
    Periods,
    Population,
    ReleaseSpec,
    StructuralZero,
    Table,
    planned_rho,
    tables_of,
)
from privacy.declared.spec_shape import check_shape
from privacy.errors import SpecError

DEFAULT = Path(__file__).parents[1] / "release.toml"
# Below this, the noise would drown any count: surely a typing mistake.
SMALLEST_RHO = Decimal("1e-6")
# Names that the release file needs for itself.
SHEETS_OF_THE_FILE = {
    "tables", "measurements", "budget", "vocabulary", "published_totals", "release",
    "structural_zeros", "ledger", "populations", "synthetic_victims", "synthetic_defendants",
}  # fmt: skip
TOTAL = "victims_by_year"
COLUMNS_OF_A_TABLE = {"period", "lower", "upper", "measurement"}


def read_spec(path: Path = DEFAULT, today: date | None = None) -> ReleaseSpec:
    try:
        spec = parse_spec(path.read_text(encoding="utf-8"))
        check_periods(spec.periods, (today or datetime.now(UTC).date()).year)
        for table in spec.tables:
            check_table(spec, table)
        for exact in spec.exact:
            check_exact(exact)
        check_audiences(spec)
        check_total(spec)
        check_guarantee(spec)
    except OSError as error:
        raise SpecError(f"{path} can't be read: {error.strerror}.") from None
    except (SpecError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f"{path}: {error}") from None
    return spec


def parse_spec(text: str) -> ReleaseSpec:
    content = tomllib.loads(text, parse_float=Decimal)
    check_shape(content)
    guarantee = content["guarantee"]
    return ReleaseSpec(
        guarantee=Guarantee(
            lifetime_rho=Decimal(guarantee["lifetime_rho"]), delta=float(guarantee["delta"])
        ),
        periods=Periods(**typed(content["periods"])),
        populations=named(Population, content["populations"]),
        structural_zeros=tuple(
            StructuralZero(**typed(zero)) for zero in content.get("structural_zeros", [])
        ),
        audiences=named(Audience, content["audiences"]),
        exact=named(Exact, content.get("exact", {})),
        tables=named(Table, content["tables"]),
    )


def named(kind: type, sections: dict[str, dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(name=name, **typed(facts)) for name, facts in sections.items())


def typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Lists become tuples, and costs and shares decimals even where they are written whole."""
    read = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    costs = {key: Decimal(read[key]) for key in ("rho", "weight", "share") if key in read}
    return read | costs


def check_periods(periods: Periods, this_year: int) -> None:
    if periods.closed_through >= this_year:
        raise SpecError(
            f"closed_through = {periods.closed_through}, but {this_year} is not over: "
            f"the last year that can have closed is {this_year - 1}."
        )
    if not 1900 <= periods.first_year <= periods.closed_through:
        raise SpecError(
            f"first_year = {periods.first_year} must lie between 1900 and "
            f"closed_through = {periods.closed_through}."
        )
    windows = periods.five_year_windows
    if list(windows) != sorted(set(windows)) or any(year < periods.first_year for year in windows):
        raise SpecError(
            f"five_year_windows = {list(windows)} must ascend, each year once, "
            f"from first_year = {periods.first_year} on."
        )
    if periods.first_quarter_year < periods.first_year or not 0 <= periods.open_year_quarters <= 3:
        raise SpecError(
            f"first_quarter_year = {periods.first_quarter_year} must not lie before first_year, "
            f"and open_year_quarters = {periods.open_year_quarters} must be 0 to 3."
        )


def check_table(spec: ReleaseSpec, table: Table) -> None:
    where = f"[tables.{table.name}]"
    if table.name in SHEETS_OF_THE_FILE | {exact.name for exact in spec.exact}:
        raise SpecError(f"{where}: the release file needs this name for itself: choose another.")
    if table.period not in KINDS_OF_PERIOD:
        raise SpecError(
            f"{where} period is '{table.period}': it can be 'quarter', 'year' or 'five_years'."
        )
    if not any(table.mart in population.marts for population in spec.populations):
        raise SpecError(f"{where} mart '{table.mart}' belongs to no [populations.NAME].")
    columns = [*COLUMNS_OF_A_TABLE, *table.dimensions, table.count]
    refuse_twice(columns, f"{where} would have the column")
    if table.cells_per_person < 1:
        raise SpecError(f"{where} cells_per_person = {table.cells_per_person} must be 1 or more.")
    if table.several and table.several not in table.dimensions:
        raise SpecError(f"{where} several = '{table.several}' is none of its dimensions.")
    if table.rho < SMALLEST_RHO or table.weight < 0:
        raise SpecError(
            f"{where} rho = {table.rho} must be {SMALLEST_RHO:f} or more, and "
            f"weight = {table.weight} not below 0."
        )


def check_audiences(spec: ReleaseSpec) -> None:
    """The first audience sees all at the full share; each later one no more than the one before."""
    refuse_twice(
        [mart for population in spec.populations for mart in population.marts], "[populations] have"
    )
    tables, exact = ({declared.name for declared in kind} for kind in (spec.tables, spec.exact))
    last = Decimal(1)
    for number, audience in enumerate(spec.audiences):
        where = f"[audiences.{audience.name}]"
        unknown = sorted((set(audience.tables) - tables) | (set(audience.exact) - exact))
        if unknown:
            raise SpecError(f"{where} names '{unknown[0]}', which is not declared.")
        if number == 0 and (audience.share != 1 or audience.tables):
            raise SpecError(f"{where} is the first: its share must be 1, and it names no tables.")
        if not 0 < audience.share <= last:
            raise SpecError(
                f"{where} share = {audience.share} must be above 0, and not above {last}, the "
                "share of the audience before it."
            )
        last = audience.share


def check_total(spec: ReleaseSpec) -> None:
    """Every room opens on the victims of each year, and shares are shares of them."""
    for audience in spec.audiences:
        total = {table.name: table for table in tables_of(spec, audience)}.get(TOTAL)
        if total is None or total.period != "year" or total.dimensions:
            raise SpecError(
                f"[audiences.{audience.name}] lacks '{TOTAL}', which its pages open on: declare "
                f"[tables.{TOTAL}], by year and without dimensions, and let the audience have it."
            )


def refuse_twice(names: Iterable[str], where: str) -> None:
    listed = list(names)
    repeated = sorted({name for name in listed if listed.count(name) > 1})
    if repeated:
        raise SpecError(f"{where} '{repeated[0]}' twice.")


def check_guarantee(spec: ReleaseSpec) -> None:
    """No cohort's plan, its windows that have not closed yet included, may exceed its lifetime."""
    lifetime = spec.guarantee.lifetime_rho
    if lifetime <= 0 or not 0 < spec.guarantee.delta < 1:
        raise SpecError(
            f"[guarantee] lifetime_rho = {lifetime} must be above 0, and "
            f"delta = {spec.guarantee.delta} between 0 and 1."
        )
    windows = [window + 4 for window in spec.periods.five_year_windows]
    last_year = max([spec.periods.closed_through + 1, *windows])
    for population in spec.populations:
        for cohort in range(spec.periods.first_year, last_year + 1):
            planned = planned_rho(spec, population, cohort)
            if planned > lifetime:
                raise SpecError(
                    f"the tables about {population.name} would cost a person of {cohort} rho "
                    f"{planned} in all, and lifetime_rho is {lifetime}: lower the rho of some "
                    f"tables, together by {planned - lifetime}."
                )
