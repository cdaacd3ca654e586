"""The portal's engine, and OpenDP's noise table by table, on any register."""

from collections.abc import Callable, Mapping

import numpy as np
import opendp.prelude as dp

from benchmarks.accuracy import methods
from benchmarks.accuracy.leaning import leaning_costs
from benchmarks.accuracy.register import Register, costs, exact, tables_of, window_of
from privacy.engine.window import Dims, Marginal, MeasuredMarginal

Answer = list[list[np.ndarray]]
Method = Callable[[Register, float, float], Answer]
INTEGERS = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)


def measured(
    register: Register, years: tuple[int, ...], shares: Mapping[Dims, float]
) -> list[MeasuredMarginal]:
    return [
        methods.noisy(table, exact(register, years, table), sigma_of(shares[table.dims]))
        for table in tables_of(register, years)
    ]


def sigma_of(rho: float) -> float:
    return (2 * rho) ** -0.5


def published(register: Register, _epsilon: float, rho: float) -> Answer:
    shares = costs(register, rho)
    return answer(register, [measured(register, years, shares) for years in register.windows])


def published_leaning(register: Register, _epsilon: float, rho: float) -> Answer:
    """Costs that serve published figures (`leaning.py`): margins over whole windows are measured
    too, for the pattern that years lean on. Only the tables that are asked for are compared."""
    asked, margins = leaning_costs(register, rho)
    windows = []
    for years in register.windows:
        periods = tuple(range(len(years)))
        whole = [
            methods.noisy(table, exact(register, years, table), sigma_of(cost))
            for table, cost in (
                (Marginal(dims=dims, periods=periods), margins[dims]) for dims in margins
            )
        ]
        windows.append(measured(register, years, asked) + whole)
    return answer(register, windows)


def answer(register: Register, windows: list[list[MeasuredMarginal]]) -> Answer:
    found = methods.published(
        [(window_of(register, y), each) for y, each in zip(register.windows, windows, strict=True)]
    )
    return [
        [figures.values for figures in each.figures[: len(tables_of(register, years))]]
        for years, each in zip(register.windows, found, strict=True)
    ]


def gaussian(register: Register, _epsilon: float, rho: float) -> Answer:
    """The same measurements, negatives cut off, and nothing else done with them."""
    shares = costs(register, rho)
    return [methods.clipped(measured(register, years, shares)) for years in register.windows]


def laplace(register: Register, epsilon: float, _rho: float) -> Answer:
    """Each table gets the same part of epsilon, which adds up; delta is not needed."""
    tables = len(register.yearly) + len(register.pooled)
    draw = dp.m.make_laplace(*INTEGERS, scale=tables / epsilon)
    found = []
    for years in register.windows:
        counts = [exact(register, years, table) for table in tables_of(register, years)]
        drawn = [np.reshape(draw(each.ravel().tolist()), each.shape) for each in counts]
        found.append([np.maximum(each, 0) for each in drawn])
    return found


OWN: Mapping[str, Method] = {
    "portal": published,
    "portal, planned for figures": published_leaning,
    "OpenDP Gaussian, clipped": gaussian,
    "OpenDP Laplace, clipped": laplace,
}
