"""A register to compare on, and what every method is asked to publish of it.

Nothing here is data of a person: registers are made up (population.py, large.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy import large, population, spec
from privacy.engine.window import Dims, Marginal, Window, Zeros
from privacy.planning.apportionment import Candidate, budget_shares


@dataclass(frozen=True, kw_only=True)
class Register:
    """`persons`: a row each, period number first, then a code for each dimension of `sizes`.

    `windows`: the periods that are estimated together; tables over `pooled` are asked for whole
    windows of `pooled_periods`, those over `yearly` for each period. `usual_year`: about how many
    persons a period has, as everybody knows from what is printed.
    """

    persons: np.ndarray
    sizes: Mapping[str, int]
    windows: tuple[tuple[int, ...], ...]
    yearly: tuple[Dims, ...]
    pooled: tuple[Dims, ...]
    pooled_periods: int
    usual_year: float
    zeros: tuple[Zeros, ...] = ()

    @property
    def periods(self) -> int:
        return sum(len(window) for window in self.windows)


def country(seed: int) -> Register:
    """Bosnia and Herzegovina's size: 880 persons in 18 years."""
    return Register(
        persons=population.draw_persons(np.random.default_rng(seed)),
        sizes=population.SIZES,
        windows=spec.WINDOWS,
        yearly=tuple(spec.YEARLY),
        pooled=tuple(spec.POOLED),
        pooled_periods=spec.FIVE_YEARS,
        usual_year=sum(population.TOTALS.values()) / len(population.TOTALS),
        zeros=(population.possible_ages(),),
    )


def many(seed: int) -> Register:
    """50,000 persons in five years, one dimension of 40 countries."""
    return Register(
        persons=large.draw_persons(np.random.default_rng(seed)),
        sizes=large.SIZES,
        windows=(tuple(range(large.YEARS)),),
        yearly=large.YEARLY,
        pooled=large.POOLED,
        pooled_periods=large.YEARS,
        usual_year=large.PERSONS / large.YEARS,
    )


REGISTERS = {"country": country, "many": many}


def window_of(register: Register, years: tuple[int, ...]) -> Window:
    return Window(sizes=register.sizes, periods=len(years), zeros=register.zeros)


def tables_of(register: Register, years: tuple[int, ...]) -> list[Marginal]:
    """The tables of one window, in the order of every method's answer."""
    periods = range(len(years))
    found = [Marginal(dims=dims, periods=(each,)) for dims in register.yearly for each in periods]
    if len(years) == register.pooled_periods:
        found += [Marginal(dims=dims, periods=tuple(periods)) for dims in register.pooled]
    return found


def exact(register: Register, years: tuple[int, ...], table: Marginal) -> np.ndarray:
    chosen = np.isin(register.persons[:, 0], [years[period] for period in table.periods])
    if not table.dims:
        return np.array(chosen.sum())
    columns = [1 + list(register.sizes).index(dim) for dim in table.dims]
    counts = np.zeros([register.sizes[dim] for dim in table.dims], dtype=np.int64)
    np.add.at(counts, tuple(register.persons[chosen][:, columns].T), 1)
    return counts


def costs(register: Register, rho: float) -> dict[Dims, float]:
    """The best shares of ρ where every cell weighs the same, and a total as much as ten."""
    window = window_of(register, tuple(range(register.pooled_periods)))
    every = tuple((period,) for period in range(register.pooled_periods))
    whole = (tuple(range(register.pooled_periods)),)
    candidates = [
        Candidate(
            dims=dims,
            periods=whole if dims in register.pooled else every,
            weight=1 if dims else spec.TOTAL_WEIGHT,
        )
        for dims in (*register.yearly, *register.pooled)
    ]
    shares = budget_shares(window, candidates)
    return {each.dims: float(rho * share) for each, share in zip(candidates, shares, strict=True)}
