"""An audit from outside: can whoever sees the draws tell two neighbouring registers apart?

The attacker knows all of a register but one person, and adds up what each noisy count says for that
person: with this noise, no other use of the draws is better. The attacker bets on every event "the
sum is at least t" and "at most t". From the shares of draws in which an event happens with and
without the person follows, with near certainty, a lower bound on the true epsilon. It must lie
below the claimed one, and the same attack must catch each broken mechanism.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from privacy import noise
from privacy.declared.spec import ReleaseSpec
from privacy.measuring.run import views_of
from privacy.noise import NoisyCounts, draw_noisy, epsilon_of
from privacy.records.budget import right_guesses
from tests.support.privacy_fixtures import THREE_AUDIENCES, Office, for_audiences

DRAWS = 10_000
DELTA = 0.01
DOUBT = 1e-9  # The chance that one bound fails.
RHO = Decimal("0.5")
# Given the person's number of records (0 or 1) in each cell: what the draws say, once a register.
Attack = Callable[[int], np.ndarray]


def one_table(person: int) -> np.ndarray:
    return draws(7 + person, 1, RHO)


def all_tables(person: int) -> np.ndarray:
    """Five tables that share the whole budget, each weighed by how sure it is."""
    rhos = [RHO * part / 10 for part in (1, 1, 2, 2, 4)]
    return sum(float(rho) * draws(7 + person, 1, rho) for rho in rhos)


def several_cells(person: int) -> np.ndarray:
    """A person's three codes are three cells of one table."""
    counted = draw_noisy(np.full(3 * DRAWS, 2 + person), 3, RHO).values
    return np.array(counted).reshape(3, DRAWS).sum(axis=0)


def empty_cell(person: int) -> np.ndarray:
    return draws(person, 1, RHO)


def draws(count: int, cells_per_person: int, rho: Decimal) -> np.ndarray:
    return np.array(draw_noisy(np.full(DRAWS, count), cells_per_person, rho).values)


ATTACKS = [one_table, all_tables, several_cells, empty_cell]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_finds_more_than_is_claimed(attack: Attack) -> None:
    assert 1 < epsilon_shown_by(attack) <= epsilon_of(RHO, DELTA)


@pytest.mark.parametrize("attack", [all_tables, several_cells])
def test_no_attack_wins_more_even_bets_than_the_ledger_says(attack: Attack) -> None:
    """The best threshold, half of the registers with the person. Five standard errors of doubt."""
    without, with_person = attack(0), attack(1)
    threshold = (without.mean() + with_person.mean()) / 2
    won = ((with_person > threshold).mean() + (without <= threshold).mean()) / 2
    assert 60 < 100 * won <= right_guesses(RHO) + 100 * 5 / math.sqrt(8 * DRAWS)


@pytest.fixture
def spec(tmp_path: Path) -> ReleaseSpec:
    text = for_audiences(THREE_AUDIENCES)
    return Office(folder=tmp_path, spec_text=text.replace("rho = 0.05", "rho = 0.4")).spec


def test_all_audiences_together_show_no_more_than_the_first_was_paid_for(
    spec: ReleaseSpec,
) -> None:
    def coalition(person: int) -> np.ndarray:
        noisy = draw_noisy(np.full(DRAWS, 7 + person), 1, spec.tables[0].rho)
        return total_of_audiences(spec, noisy)

    assert epsilon_shown_by(coalition) <= epsilon_of(spec.tables[0].rho, DELTA)


def test_the_last_audience_is_shown_less_than_its_share(spec: ReleaseSpec) -> None:
    def last(person: int) -> np.ndarray:
        noisy = draw_noisy(np.full(DRAWS, 7 + person), 1, spec.tables[0].rho)
        return np.array(views_of(spec, spec.tables[0], noisy)[-1].values)

    share = spec.audiences[-1].share
    assert 0.5 < epsilon_shown_by(last) <= epsilon_of(spec.tables[0].rho * share, DELTA)


def total_of_audiences(spec: ReleaseSpec, noisy: NoisyCounts) -> np.ndarray:
    views = views_of(spec, spec.tables[0], noisy)
    weights = [float(audience.share) for audience in spec.audiences]
    seen = [noisy.values, *(view.values for view in views)]
    return sum(weight * np.array(values) for weight, values in zip(weights, seen, strict=True))


def half_the_noise(person: int) -> np.ndarray:
    return draws(7 + person, 1, RHO * 4)


def noise_for_one_cell_of_five(person: int) -> np.ndarray:
    counted = draw_noisy(np.full(5 * DRAWS, 2 + person), 1, RHO).values
    return np.array(counted).reshape(5, DRAWS).sum(axis=0)


def no_noise_on_empty_cells(person: int) -> np.ndarray:
    return empty_cell(person) if person else np.zeros(DRAWS)


def drawn_again_at_each_rebuild(person: int) -> np.ndarray:
    return sum(draws(7 + person, 1, RHO) for _ in range(4))


def an_exact_total_beside_noisy_cells(person: int) -> np.ndarray:
    """All cells but the person's are known to the attacker, and so is what is left of the total."""
    return np.full(DRAWS, 12 + person) - 5


@pytest.mark.parametrize(
    "broken",
    [
        half_the_noise,
        noise_for_one_cell_of_five,
        no_noise_on_empty_cells,
        drawn_again_at_each_rebuild,
        an_exact_total_beside_noisy_cells,
    ],
)
def test_the_same_audit_catches_a_mechanism_that_is_broken_on_purpose(broken: Attack) -> None:
    assert epsilon_shown_by(broken) > epsilon_of(RHO, DELTA)


def test_it_catches_a_scale_that_is_half_of_what_is_certified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = noise.scale_for
    monkeypatch.setattr(noise, "scale_for", lambda cells, rho: real(cells, rho) / 2)
    assert epsilon_shown_by(one_table) > epsilon_of(RHO, DELTA)


def epsilon_shown_by(attack: Attack) -> float:
    without, with_person = attack(0), attack(1)
    scores = np.concatenate([without, with_person])
    bounds = []
    for threshold in np.quantile(scores, np.linspace(0.01, 0.99, 30)):
        high, low = (with_person >= threshold).sum(), (without >= threshold).sum()
        bounds += [bound(high, low), bound(DRAWS - low, DRAWS - high)]
    return max(bounds)


def bound(often: int, seldom: int) -> float:
    """From often <= e^epsilon * seldom + delta, both shares set to the attack's disadvantage."""
    least, most = 1 - largest_share(DRAWS - often), largest_share(seldom)
    return math.log((least - DELTA) / most) if least > DELTA else 0.0


def largest_share(happened: int) -> float:
    """The largest true share that is not ruled out by so many in DRAWS (Chernoff's bound)."""
    seen, low, high = happened / DRAWS, happened / DRAWS, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        is_ruled_out = DRAWS * divergence(seen, middle) > math.log(1 / DOUBT)
        low, high = (low, middle) if is_ruled_out else (middle, high)
    return high


def divergence(seen: float, true: float) -> float:
    """Kullback and Leibler's, between two coins."""
    yes = seen * math.log(seen / true) if seen > 0 else 0.0
    no = (1 - seen) * math.log((1 - seen) / (1 - true)) if 0 < true < 1 and seen < 1 else 0.0
    return yes + no if true < 1 or seen == 1 else math.inf
