"""The ledger, as the command line shows it: is it whole, and what has been spent of whom."""

from collections import Counter
from collections.abc import Iterable

from portal.current import current_archive, current_spec
from portal.messages import errors_told, out
from portal.terminal_tables import runs_of_years, terminal_table
from privacy import release
from privacy.records.budget import CohortBudget, right_guesses
from privacy.release import PastCharge


def tell_verification() -> None:
    with errors_told():
        verified = release.verify(current_archive())
        out.print(
            f"The ledger is whole: {len(verified.charges)} charges in an unbroken chain, "
            f"{len(verified.measurements)} measurements stored and paid, "
            f"{len(verified.lost)} charges lost to crashes."
        )
        if verified.torn_bytes:
            out.print("Its last line was cut short by a crash and paid nothing: a draw removes it.")


def tell_ledger() -> None:
    with errors_told():
        budgets = release.budget(current_spec(), current_archive())
        tell_spent(budgets)
        tell_acts(release.history(current_archive()))
        for budget in dearest(budgets):
            out.print(reading(budget))


def tell_budget() -> None:
    """What each cohort has spent of its lifetime, in rho and epsilon."""
    tell_spent(release.budget(current_spec(), current_archive()))


def tell_spent(budgets: Iterable[CohortBudget]) -> None:
    spent = terminal_table(
        "Spent of the lifetime budget of the persons first recorded in each year",
        ["Of", "Years"],
        ["rho", "of", "epsilon", "of", "at delta", "Guesses right, of 100"],
    )
    for row in runs_of_years([spent_row(budget) for budget in budgets]):
        spent.add_row(*row)
    out.print(spent)


def spent_row(budget: CohortBudget) -> tuple[tuple[str, int], tuple[object, ...]]:
    epsilons = f"{budget.spent_epsilon:.2f}", f"{budget.lifetime_epsilon:.2f}"
    guesses = f"at most {right_guesses(budget.spent_rho)}"
    figures = (budget.spent_rho, budget.lifetime_rho, *epsilons, f"{budget.delta:g}", guesses)
    return (budget.population, budget.cohort), figures


def tell_acts(history: tuple[PastCharge, ...]) -> None:
    """Charges by day, how many of them were lost, and the reasons of revisions."""
    days = terminal_table("Charges", ["Day", "Of"], ["Charges", "Lost"])
    by_day = Counter((past.charge.charged_at[:10], past.charge.population) for past in history)
    lost = Counter(
        (past.charge.charged_at[:10], past.charge.population) for past in history if past.is_lost
    )
    for (day, population), charges in sorted(by_day.items()):
        days.add_row(day, population, str(charges), str(lost[day, population]))
    out.print(days)
    reasons = {past.charge.why: past.charge.charged_at[:10] for past in history if past.charge.why}
    for why, day in reasons.items():
        out.print(f"Revision of {day}: {why}", markup=False)


def dearest(budgets: list[CohortBudget]) -> list[CohortBudget]:
    """Of each population the cohort that has spent most."""
    dearest_of: dict[str, CohortBudget] = {}
    for budget in budgets:
        dearest_yet = dearest_of.get(budget.population)
        if budget.spent_rho and (dearest_yet is None or dearest_yet.spent_rho < budget.spent_rho):
            dearest_of[budget.population] = budget
    return list(dearest_of.values())


def reading(budget: CohortBudget) -> str:
    return (
        f"In words: whoever sees everything ever published about the {budget.population} first "
        f"recorded in {budget.cohort}, knows all about everybody else, and bets on whether one "
        f"certain person is among them, wins at most {right_guesses(budget.spent_rho)} of 100 even "
        "bets; tossing a coin wins 50. Whatever is published later, it will never be more than "
        f"{right_guesses(budget.lifetime_rho)}."
    )
