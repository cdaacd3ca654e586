"""The portal's engine, and OpenDP's noise table by table, on any register."""

from collections.abc import Callable, Mapping

import numpy as np
import opendp.prelude as dp

from benchmarks.accuracy import methods
from benchmarks.accuracy.register import Register, costs, exact, tables_of, window_of
from privacy.window import Measurement

Answer = list[list[np.ndarray]]
Method = Callable[[Register, float, float], Answer]
INTEGERS = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)


def measured(register: Register, years: tuple[int, ...], rho: float) -> list[Measurement]:
    shares = costs(register, rho)
    return [
        methods.noisy(table, exact(register, years, table), (2 * shares[table.dims]) ** -0.5)
        for table in tables_of(register, years)
    ]


def published(register: Register, _epsilon: float, rho: float) -> Answer:
    answer, earlier = [], None
    for years in register.windows:
        measurements = measured(register, years, rho)
        earlier = methods.published(window_of(register, years), measurements, earlier)
        answer.append([each.values for each in earlier.figures])
    return answer


def gaussian(register: Register, _epsilon: float, rho: float) -> Answer:
    """The same measurements, negatives cut off, and nothing else done with them."""
    return [methods.clipped(measured(register, years, rho)) for years in register.windows]


def laplace(register: Register, epsilon: float, _rho: float) -> Answer:
    """Each table gets the same part of epsilon, which adds up; delta is not needed."""
    tables = len(register.yearly) + len(register.pooled)
    draw = dp.m.make_laplace(*INTEGERS, scale=tables / epsilon)
    answer = []
    for years in register.windows:
        counts = [exact(register, years, table) for table in tables_of(register, years)]
        drawn = [np.reshape(draw(each.ravel().tolist()), each.shape) for each in counts]
        answer.append([np.maximum(each, 0) for each in drawn])
    return answer


OWN: Mapping[str, Method] = {
    "portal": published,
    "OpenDP Gaussian, clipped": gaussian,
    "OpenDP Laplace, clipped": laplace,
}
