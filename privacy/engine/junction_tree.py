"""A junction tree: marginals joined into cliques, so that a joint too large to store can be fitted.

The joint distribution over all dimensions is held as one marginal per clique; neighbouring cliques
agree on the dimensions they share. (Lauritzen and Spiegelhalter 1988; updates as in Jensen,
Lauritzen and Olesen 1990, "HUGIN".) Every array has the period as its first axis: there is one
joint for each period. Nothing here knows what the numbers mean.
"""

from dataclasses import dataclass

import numpy as np

from privacy.engine.window import Dims, Window, marginal_stack, spread
from privacy.errors import SpecError

LARGE_CLIQUE = 20_000  # cells × periods: a walk through fewer costs no more than its function calls


class CliqueError(SpecError):
    """The marginals together need a clique that is too large to hold."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Two neighbouring cliques, by number, and the dimensions that they share."""

    parent: int
    child: int
    shared: Dims


@dataclass(frozen=True, kw_only=True)
class JunctionTree:
    """`edges` lead from clique 0 outwards: an edge's parent is reached before its child."""

    cliques: tuple[Dims, ...]
    edges: tuple[Edge, ...]

    def holder(self, dims: Dims) -> int:
        """The clique that contains `dims` and has the fewest dimensions, the first of several."""
        holders = [n for n, clique in enumerate(self.cliques) if set(dims) <= set(clique)]
        return min(holders, key=lambda number: len(self.cliques[number]))


def junction_tree(window: Window, wanted: list[Dims], largest: int = 20_000_000) -> JunctionTree:
    """The tree in which each marginal lies within a clique; `largest` bounds cells × periods."""
    cliques = cliques_of(window, [*wanted, *(zeros.dims for zeros in window.zeros)])
    for clique in cliques:
        cells = window.cells(clique) * window.periods
        if cells > largest:
            raise CliqueError(
                f"The tables tie {clique} together, which needs {cells} cells (at most {largest}): "
                "leave out a table that joins two of these dimensions, or merge codes."
            )
    return with_leaves(window, joined(cliques), wanted)


def cliques_of(window: Window, wanted: list[Dims]) -> list[Dims]:
    """Maximal cliques after eliminating dimensions, the cheapest first (greedy triangulation)."""
    dims = [dim for dim in window.sizes if any(dim in together for together in wanted)]
    near = {
        dim: {neighbour for together in wanted if dim in together for neighbour in together}
        for dim in dims
    }
    cliques: list[set[str]] = []
    while near:
        cheapest = min(near, key=lambda dim: window.cells(tuple(near[dim])))
        clique = near.pop(cheapest)
        if not any(clique <= other for other in cliques):
            cliques.append(clique)
        for neighbour in clique - {cheapest}:
            near[neighbour] = (near[neighbour] | clique) - {cheapest}
    return [window.ordered(clique) for clique in cliques] or [()]


def joined(cliques: list[Dims]) -> JunctionTree:
    """Join cliques by a spanning tree of most shared dimensions (Prim), the last one as root."""
    waiting = list(reversed(cliques))
    reached, edges = [waiting.pop(0)], []
    while waiting:
        parent, child = max(
            ((parent, child) for parent in range(len(reached)) for child in range(len(waiting))),
            key=lambda pair: len(set(reached[pair[0]]) & set(waiting[pair[1]])),
        )
        clique = waiting.pop(child)
        shared = tuple(dim for dim in clique if dim in reached[parent])
        edges.append(Edge(parent=parent, child=len(reached), shared=shared))
        reached.append(clique)
    return JunctionTree(cliques=tuple(reached), edges=tuple(edges))


def with_leaves(window: Window, tree: JunctionTree, wanted: list[Dims]) -> JunctionTree:
    """Hang the largest marginals of each large clique on it, as cliques of their own.

    Smaller marginals lie within them and are fitted there, without a walk through the large clique.
    """
    cliques, edges = list(tree.cliques), list(tree.edges)
    largest = [dims for dims in wanted if not any(set(dims) < set(other) for other in wanted)]
    for dims in sorted(set(largest) - set(cliques)):
        parent = tree.holder(dims)
        if window.cells(tree.cliques[parent]) * window.periods > LARGE_CLIQUE:
            edges.append(Edge(parent=parent, child=len(cliques), shared=dims))
            cliques.append(dims)
    return JunctionTree(cliques=tuple(cliques), edges=tuple(edges))


@dataclass(frozen=True, kw_only=True)
class Joint:
    """A joint in factorised form: product of `cliques` over product of `shared`.

    `cliques[i]` has shape (periods, *clique i); `shared[j]` (periods, *shared dims of edge j).
    The arrays are changed in place while the joint is being fitted.
    """

    tree: JunctionTree
    cliques: list[np.ndarray]
    shared: list[np.ndarray]


def pass_along(joint: Joint, edge_number: int, towards_child: bool) -> None:
    """Make the receiving clique of an edge agree with the sending one on what they share."""
    edge = joint.tree.edges[edge_number]
    sender, receiver = (edge.parent, edge.child) if towards_child else (edge.child, edge.parent)
    old = joint.shared[edge_number]
    new = marginal_stack(joint.cliques[sender], joint.tree.cliques[sender], edge.shared)
    change = np.divide(new, old, out=np.zeros_like(new), where=old > 0)
    joint.cliques[receiver] *= spread(change, edge.shared, joint.tree.cliques[receiver])
    joint.shared[edge_number] = new


def calibrate(joint: Joint) -> None:
    """Make all cliques agree: collect at the root, then distribute."""
    collect(joint)
    for number in range(len(joint.tree.edges)):
        pass_along(joint, number, towards_child=True)


def collect(joint: Joint) -> None:
    """Make the root agree with all that was changed anywhere."""
    for number in reversed(range(len(joint.tree.edges))):
        pass_along(joint, number, towards_child=False)


def uniform_joint(window: Window, tree: JunctionTree) -> Joint:
    """One person in each period, equally likely in every possible cell."""
    cliques = [np.ones((window.periods, *window.shape(clique))) for clique in tree.cliques]
    for zeros in window.zeros:
        holder = tree.holder(zeros.dims)
        possible = zeros.possible[np.newaxis].astype(float)
        cliques[holder] = cliques[holder] * spread(possible, zeros.dims, tree.cliques[holder])
    shared = [np.ones((window.periods, *window.shape(edge.shared))) for edge in tree.edges]
    joint = Joint(tree=tree, cliques=cliques, shared=shared)
    calibrate(joint)
    total = joint.cliques[0].sum() / window.periods
    joint.cliques[0] /= total
    calibrate(joint)
    return joint


def joint_marginal(joint: Joint, dims: Dims) -> np.ndarray:
    """The joint's marginal over `dims`, which must lie within a clique: (periods, *dims)."""
    holder = joint.tree.holder(dims)
    return marginal_stack(joint.cliques[holder], joint.tree.cliques[holder], dims)
