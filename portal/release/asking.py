"""Prices before anything is declared: what a table would cost, and what the weights would cost.

Only words, declarations and the ledger are read. Nothing is spent, and no database is opened.
"""

import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import warehouse
from ingest.locales import Locale
from portal.current import current_archive, current_spec
from portal.labels import code_counts, labels_in
from portal.messages import errors_told, out, shown
from portal.terminal_tables import by_audience, runs_of_years, terminal_table
from privacy import release
from privacy.declared.question import Words, understood, word_key
from privacy.declared.spec import ReleaseSpec
from privacy.errors import QuestionError
from privacy.planning.plan import Plan
from privacy.planning.pricing import (
    USUAL_RHOS,
    Offer,
    Pricing,
    declaration,
    priced,
    table_asked_for,
)

MART_DIR = Path(warehouse.__file__).parent / "models" / "marts"
COLUMN = re.compile(r"^ {6}- name: (\w+)$", re.MULTILINE)
# How a mart's rows are called by those who ask, beside its own name and that of its count.
CALLED = {
    "victims": ("žrtve", "žrtava", "жртве", "жртава"),
    "assistance": ("pomoć", "помоћ"),
    "defendants": ("optuženi", "optuženici", "оптужени", "osumnjičeni", "осумњичени"),
    "proceedings": ("postupci", "поступци", "faze", "фазе"),
}
NO_DIMENSION = {"dimension", "year", "period"}


def tell_price(query: str | None, file: Path | None, rho: str | None) -> None:
    with errors_told():
        question_text, asked_rho = from_file(file) if file else (query, rho)
        if not question_text:
            raise QuestionError(
                'Ask, for instance: portal release ask "victims by area, 2019-2023"'
            )
        spec, wanted = current_spec(), rho_of(asked_rho)
        question = understood(question_text, spec, words_of(spec))
        plan = release.plan(spec, current_archive())
        rhos = sorted({*USUAL_RHOS, *([wanted] if wanted else [])})
        for pricing in priced(spec, question, code_counts(), plan.cohorts, rhos):
            tell_offers(pricing, [audience.name for audience in spec.audiences])
            tell_declaration(pricing, wanted or USUAL_RHOS[1])
        tell_reserves(plan, spec, question.mart)
        out.print("Nothing was spent, and no data were read.")


def from_file(file: Path) -> tuple[str, str]:
    """A request of the dashboard's release desk."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        query, rho, day = (content[key] for key in ("query", "rho", "requested_on"))
        date.fromisoformat(day)
    except (OSError, ValueError, KeyError, TypeError):
        raise QuestionError(
            f'{file.name} is no request: it must be JSON with "query", "rho" and "requested_on".'
        ) from None
    out.print(f"Requested on {shown(day)}: {shown(query)}")
    return str(query), str(rho)


def rho_of(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        rho = Decimal(text)
    except InvalidOperation:
        rho = Decimal("NaN")
    if not (rho.is_finite() and 0 < rho <= 1):
        raise QuestionError(f"rho must be a number above 0 and at most 1, and is '{text}'.")
    return rho


def words_of(spec: ReleaseSpec) -> Words:
    marts = {mart: mart for population in spec.populations for mart in population.marts}
    counts = {table.count: table.mart for table in reversed(spec.tables)}
    called = {word_key(word): mart for mart in marts for word in CALLED.get(mart, ())}
    dimensions = {}
    for locale in Locale:
        for code, label in labels_in(locale)["dimension"].items():
            if code not in NO_DIMENSION:
                for word in (code, code.replace("_", " "), label):
                    dimensions[word_key(word)] = code
    columns = {mart: columns_of(mart, set(dimensions.values())) for mart in marts}
    return Words(marts=called | counts | marts, dimensions=dimensions, columns=columns)


def columns_of(mart: str, dimensions: set[str]) -> tuple[str, ...]:
    text = (MART_DIR / f"{mart}.yml").read_text(encoding="utf-8")
    return tuple(name for name in COLUMN.findall(text) if name in dimensions)


def tell_offers(pricing: Pricing, audiences: list[str]) -> None:
    question = pricing.question
    split = ", ".join(question.dimensions) or "nothing"
    period = pricing.period.replace("_", " ")
    first, last = pricing.periods[0], pricing.periods[-1]
    offers = terminal_table(
        f"{question.count.capitalize()} ({question.mart}) by {split}, per {period}: "
        f"{pricing.cells} cells in each of {first} to {last}",
        [],
        ["rho", f"± {' / '.join(audiences)}", "± as measured", "Can be paid"],
    )
    for offer in pricing.offers:
        margins = [
            by_audience(margin, audiences)
            for margin in (offer.margins.published, offer.margins.measured)
        ]
        offers.add_row(str(offer.rho), *margins, who_can_not(offer))
    out.print(offers)


def who_can_not(offer: Offer) -> str:
    cohorts = sorted(offer.too_dear)
    if not cohorts:
        return "yes"
    return f"not by {cohorts[0]}" + (f" to {cohorts[-1]}" if len(cohorts) > 1 else "")


def tell_declaration(pricing: Pricing, rho: Decimal) -> None:
    if pricing.already:
        out.print(f"It can be read off {pricing.already}, which is declared: nothing to buy.")
        return
    out.print("To declare it, in release.toml:")
    table = table_asked_for(pricing.question, pricing.period, rho)
    out.print(declaration(table), markup=False, style="green")
    name = table.name
    model = "{{ cells('" + name + "') }}"
    out.print(
        f"with the line {model} in warehouse/models/cells/{name}.sql, its name under the "
        "audiences that see it, and then: portal build, portal release plan.",
        markup=False,
    )


def tell_reserves(plan: Plan, spec: ReleaseSpec, mart: str) -> None:
    population = next(declared.name for declared in spec.populations if mart in declared.marts)
    reserves = terminal_table(
        "Left to the persons first recorded in each year, after all that is declared, in rho",
        ["Of", "Years"],
        ["Spent", "Left"],
    )
    rows = [
        ((cohort.population, cohort.cohort), (cohort.spent_rho, cohort.reserve_rho))
        for cohort in plan.cohorts
        if cohort.population == population
    ]
    for row in runs_of_years(rows):
        reserves.add_row(*row)
    out.print(reserves)


def tell_shares() -> None:
    """The rho that the weights ask for beside the declared one, for the same total."""
    from privacy.planning.proposal import proposed_rho

    with errors_told():
        spec = current_spec()
        for population in spec.populations:
            tables = [table for table in spec.tables if table.mart in population.marts]
            total = sum((table.rho for table in tables), Decimal(0))
            proposed = proposed_rho(spec, population, code_counts(), total)
            shares = terminal_table(
                f"rho of the tables about {population.name}, {total} in all",
                ["Table"],
                ["Weight", "Declared", "Proposed", "Change"],
            )
            for table in tables:
                change = proposed[table.name] - table.rho
                figures = (table.weight, table.rho, proposed[table.name], f"{change:+}")
                shares.add_row(table.name, *map(str, figures))
            out.print(shares)
        out.print("Nothing was spent. Change rho in release.toml before a table is first measured.")
