"""Raking with noise: move a joint to what was measured, as far as the noise asks and no further.

From a starting joint q it finds the joint p of non-negative expected counts that minimises

    KL(p ‖ q) / φ  +  Σ_g ‖ marginal_g(p) − y_g ‖² / (2 σ_g²),     KL(p ‖ q) = Σ p log(p/q) − p + q.

where y_g is the reconciled marginal of measurement g and σ_g that measurement's noise. The second
part is the log-likelihood of all measurements, up to a constant: reconciled components weigh what
all their sources weigh together, Σ_g ‖ c − c_g ‖² / v_g = ‖ c − ĉ ‖² Σ_g 1 / v_g + constant. The
first is Stirling's form of the likelihood of counts that are Poisson with mean q and overdispersion
φ, estimated from how much the targets differ from q beyond their noise. Without noise this is
raking (Deming and Stephan 1940). Nothing here knows where q comes from.
"""

from dataclasses import dataclass

import numpy as np

from privacy.engine.acceleration import Step, extrapolation, remember
from privacy.engine.junction_tree import (
    Joint,
    JunctionTree,
    calibrate,
    collect,
    joint_marginal,
    pass_along,
)
from privacy.engine.window import (
    Dims,
    Marginal,
    Window,
    families,
    marginal_stack,
    membership,
    spread,
)

SMALLEST_DISPERSION = 1.0  # Poisson
ODD = 3.5  # standard deviations: one cell in 2,000 by chance
CLOSE_ENOUGH = 1e-3  # persons: the sweeps stop when no measured cell moves by more
MOST_SWEEPS = 100  # with many persons the last of them change nothing that noise leaves visible
EVERY = 3  # sweeps from one extrapolation to the next
WORSE = 2.0  # an extrapolation after which a sweep moves that much further than before is no good
MOST_TILT = 5.0  # of an extrapolation: a factor of 150
NEWTON_STEPS = 4  # see the test of `wright_omega`
LOWEST = -700.0  # exp of less underflows

Passing = tuple[int, bool]  # an edge, and whether towards its child
Walk = list[tuple[int, Passing | None, list[int]]]


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a marginal should be: reconciled `counts` in its shape, each off by about `deviation`.

    `sigma` is the noise that its own measurement had: reconciled marginals share information, and
    the sum over all marginals of ‖ marginal − counts ‖² / (2 sigma²) is the likelihood of the
    measurements. Either is one number, or an array of the marginal's shape.
    """

    marginal: Marginal
    counts: np.ndarray
    sigma: float | np.ndarray
    deviation: float | np.ndarray


@dataclass(frozen=True, kw_only=True)
class Block:
    """Targets of the same dimensions for disjoint periods, so that they are fitted at once.

    `members` (groups, periods) is 1 where a group sums a period; `counts` (groups, *dims);
    `sigmas` and `deviations` have the shape of `counts`.
    """

    dims: Dims
    members: np.ndarray
    counts: np.ndarray
    sigmas: np.ndarray
    deviations: np.ndarray


def blocks_of(window: Window, targets: list[Target]) -> list[Block]:
    together = families([target.marginal for target in targets])
    return [block(window, [targets[position] for position in family]) for family in together]


def block(window: Window, group: list[Target]) -> Block:
    shape = window.shape(group[0].marginal.dims)
    return Block(
        dims=group[0].marginal.dims,
        members=np.array([membership(window, target.marginal.periods) for target in group]),
        counts=np.array([target.counts for target in group], dtype=float),
        sigmas=np.array([np.broadcast_to(target.sigma, shape) for target in group]),
        deviations=np.array([np.broadcast_to(target.deviation, shape) for target in group]),
    )


def rake(joint: Joint, blocks: list[Block], dispersion: float | None = None) -> None:
    """Move the joint from where it is, q, to the minimum above, in place; φ is estimated if not
    given.

    Block coordinate descent on the dual (iterative proportional fitting with noise): each block in
    turn is solved exactly with the others held; strictly convex, so it reaches the one minimum.
    Between sweeps the duals are extrapolated; where that leads away, its memory is cleared.
    """
    if dispersion is None:
        dispersion = estimated_dispersion(joint, blocks)
    tilts = [np.zeros_like(block.counts) for block in blocks]
    # How curved the dual is in each tilt, about: its quadratic part and its exponential part.
    curvature = [block.sigmas**2 / dispersion + np.maximum(block.counts, 0) for block in blocks]
    weights = np.sqrt(flat(curvature))
    holders = [joint.tree.holder(block.dims) for block in blocks]
    walk, moved_before = walk_of(joint.tree, holders), np.inf
    steps: list[Step] = []
    for sweeps in range(MOST_SWEEPS):
        start = flat(tilts)
        moved = sweep(joint, walk, blocks, tilts, dispersion)
        if moved < CLOSE_ENOUGH:
            break
        if moved > WORSE * moved_before:
            steps.clear()
        moved_before = moved
        remember(steps, (flat(tilts), (flat(tilts) - start) * weights))
        if sweeps % EVERY == 1:
            tilt_further(joint, holders, blocks, tilts, extrapolation(steps))
    calibrate(joint)


def walk_of(tree: JunctionTree, holders: list[int]) -> Walk:
    """The tour around the tree, with the numbers of the blocks that each clique holds."""
    return [
        (clique, passing, [] if passing else [n for n, at in enumerate(holders) if at == clique])
        for clique, passing in tour(tree)
    ]


def sweep(
    joint: Joint, walk: Walk, blocks: list[Block], tilts: list[np.ndarray], dispersion: float
) -> float:
    """Solve each block once, in place; return how far any fitted count moved."""
    moved = 0.0
    for clique, passing, numbers in walk:
        if passing:
            pass_along(joint, *passing)
        for number in numbers:
            moved = max(moved, adjust(joint, clique, blocks[number], tilts[number], dispersion))
    return moved


def flat(tilts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([tilt.ravel() for tilt in tilts])


def tilt_further(
    joint: Joint,
    holders: list[int],
    blocks: list[Block],
    tilts: list[np.ndarray],
    change: np.ndarray,
) -> None:
    """Add `change` (all cells of all blocks, flat) to the tilts, and to the joint, in place.

    The joint is q exp(Σ tilts). Afterwards the root is up to date, where the next sweep begins.
    """
    change = np.clip(change, -MOST_TILT, MOST_TILT)
    parts = np.split(change, np.cumsum([tilt.size for tilt in tilts])[:-1])
    for holder, block, tilt, part in zip(holders, blocks, tilts, parts, strict=True):
        added = part.reshape(tilt.shape)
        tilt += added
        factor = np.exp(summed(block.members.T, added))
        joint.cliques[holder] *= spread(factor, block.dims, joint.tree.cliques[holder])
    collect(joint)


def tour(tree: JunctionTree, clique: int = 0) -> list[tuple[int, Passing | None]]:
    """Walk around the tree: (clique, None) to work there, (clique, edge pass) to move on."""
    steps: list[tuple[int, Passing | None]] = [(clique, None)]
    for number, edge in enumerate(tree.edges):
        if edge.parent == clique:
            steps.append((edge.child, (number, True)))
            steps.extend(tour(tree, edge.child))
            steps.append((clique, (number, False)))
    return steps


def adjust(joint: Joint, clique: int, block: Block, tilts: np.ndarray, dispersion: float) -> float:
    """Solve one block exactly, in place; return how far its fitted counts moved."""
    dims = joint.tree.cliques[clique]
    present = summed(block.members, marginal_stack(joint.cliques[clique], dims, block.dims))
    wanted, tilts[...] = solved(present, tilts, block, dispersion)
    factor = np.divide(wanted, present, out=np.ones_like(present), where=present > 0)
    by_period = summed(block.members.T, factor - 1) + 1
    joint.cliques[clique] *= spread(by_period, block.dims, dims)
    return float(np.max(np.abs(wanted - present)))


def summed(members: np.ndarray, stack: np.ndarray) -> np.ndarray:
    """Sums of marginals: (groups, periods) on (periods, *dims) -> (groups, *dims)."""
    sums: np.ndarray = members @ stack.reshape(len(stack), -1)
    return sums.reshape(-1, *stack.shape[1:])


def solved(
    present: np.ndarray, tilts: np.ndarray, block: Block, dispersion: float
) -> tuple[np.ndarray, np.ndarray]:
    """The block's new counts r and tilts (groups, *dims), given its present counts m and tilts t.

    log(r / m) + t = (y − r) / κ with κ = σ² / φ, hence r = κ ω(log(m e⁻ᵗ / κ) + y / κ), where ω is
    the Wright omega function.
    """
    with np.errstate(divide="ignore"):
        base = np.log(present) - tilts
    kappa = block.sigmas**2 / dispersion
    counts = kappa * wright_omega(base - np.log(kappa) + block.counts / kappa)
    return counts, (block.counts - counts) / kappa


def wright_omega(x: np.ndarray) -> np.ndarray:
    """The w > 0 with w + log w = x, by Newton's method; 0 where w would underflow."""
    x = np.maximum(x, LOWEST)
    w = np.where(x > 1, x - np.log(np.maximum(x, 1)), np.log1p(np.exp(np.minimum(x, 1))))
    for _ in range(NEWTON_STEPS):
        w = w * (1 + x - np.log(w)) / (1 + w)
    return np.where(x > LOWEST, w, 0)


def estimated_dispersion(joint: Joint, blocks: list[Block]) -> float:
    """φ by weighted least squares on E (y − q)² = v + φ q over all cells, v the variance of y.

    Each cell weighs (v + q)⁻², about the inverse of the variance of its square: of what noise
    drowns, no cell has a say. A square counts up to ODD² (v + q), so that a sudden peak does not
    make all cells look restless (Huber 1964). Totals have no say: the joint has them already. The
    smallest φ where there are no marginals.
    """
    excess = expected = 0.0
    for block in [block for block in blocks if block.dims]:
        present = summed(block.members, joint_marginal(joint, block.dims))
        variances = block.deviations**2
        usual = variances + present
        squares = np.minimum((block.counts - present) ** 2, ODD**2 * usual)
        weights = present / usual**2
        excess += float(np.sum(weights * (squares - variances)))
        expected += float(np.sum(weights * present))
    return max(SMALLEST_DISPERSION, excess / expected) if expected else SMALLEST_DISPERSION
