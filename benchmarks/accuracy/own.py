"""The portal's engine, and OpenDP's noise table by table, on any register."""

from collections.abc import Callable, Mapping

import numpy as np
import opendp.prelude as dp

from benchmarks.accuracy import methods
from benchmarks.accuracy.register import Register, costs, exact, tables_of, window_of
from privacy.window import Measurement, Table

Answer = list[list[np.ndarray]]
Method = Callable[[Register, float, float], Answer]
MARGINS = 0.3
INTEGERS = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)


def measured(register: Register, years: tuple[int, ...], rho: float) -> list[Measurement]:
    shares = costs(register, rho)
    return [
        methods.noisy(table, exact(register, years, table), sigma_of(shares[table.dims]))
        for table in tables_of(register, years)
    ]


def sigma_of(rho: float) -> float:
    return (2 * rho) ** -0.5


def published(register: Register, _epsilon: float, rho: float) -> Answer:
    return answer(register, [measured(register, years, rho) for years in register.windows])


def with_margins(register: Register, _epsilon: float, rho: float) -> Answer:
    """A part of the budget measures each yearly table once more, over the whole window.

    A person is in one window, so this costs a cohort what one more table a year costs. It serves
    the pattern that the years lean on; only the tables that are asked for are compared.
    """
    split = [dims for dims in register.yearly if dims]
    sigma = sigma_of(rho * MARGINS / len(split))
    windows = []
    for years in register.windows:
        tables = [Table(dims=dims, periods=tuple(range(len(years)))) for dims in split]
        margins = [methods.noisy(each, exact(register, years, each), sigma) for each in tables]
        windows.append(measured(register, years, rho * (1 - MARGINS)) + margins)
    return answer(register, windows)


def answer(register: Register, windows: list[list[Measurement]]) -> Answer:
    found = methods.published(
        [(window_of(register, y), each) for y, each in zip(register.windows, windows, strict=True)]
    )
    return [
        [figures.values for figures in each.figures[: len(tables_of(register, years))]]
        for years, each in zip(register.windows, found, strict=True)
    ]


def gaussian(register: Register, _epsilon: float, rho: float) -> Answer:
    """The same measurements, negatives cut off, and nothing else done with them."""
    return [methods.clipped(measured(register, years, rho)) for years in register.windows]


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
    "portal, whole windows measured too": with_margins,
    "OpenDP Gaussian, clipped": gaussian,
    "OpenDP Laplace, clipped": laplace,
}
