"""The mutants of a module: one operator or one number changed, by cosmic-ray's operators.

The changed source stays in memory: no file of the project is ever touched, so a run that is cut off
leaves nothing behind. What no test can tell from the original is listed in equivalent.toml.
"""

import ast
import pickle
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import parso
from cosmic_ray.ast import ast_nodes, get_ast, is_number
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

# Of all pairs of operators those that a slip of the hand makes: a neighbour or the opposite.
OPERATORS = [
    *(f"ReplaceBinaryOperator_{pair}" for pair in (
        "Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_FloorDiv", "Pow_Mul",
        "BitAnd_BitOr", "BitOr_BitAnd",
    )),
    *(f"ReplaceComparisonOperator_{pair}" for pair in (
        "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt",
        "Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is",
    )),
    "ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_Not",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd",
    "AddNot", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop",
]  # fmt: skip
# What only stands against slips of programmers, and promises nothing to anybody.
GUARDS = ("strict=", "frozen=", "kw_only=")
Place = tuple[int, int]  # line, column
Span = tuple[Place, Place]
Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


class NumberNudge(Operator):
    """A whole number one up or down, another one a twentieth up or down."""

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[tuple]:
        if is_number(node):
            yield from [(node.start_pos, node.end_pos)] * 2

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        value, sign = ast.literal_eval(node.value), (1, -1)[index]
        twentieth = (value or 1) * sign / 20
        nudged = value + (sign if isinstance(value, int) else twentieth)
        return parso.python.tree.Number(repr(nudged), node.start_pos, node.prefix)

    @classmethod
    def examples(cls) -> tuple:
        return ()


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """`name` is what it is, in its function: "rake: 1e-3 → 0.00105", and which of several alike.

    `within` are the first and the last line of the outermost function around it; none for what runs
    when the module is imported.
    """

    name: str
    line: int
    within: tuple[int, int] | None
    source: str


def mutants_of(path: Path) -> list[Mutant]:
    source = path.read_text(encoding="utf-8")
    tree, parsed = ast.parse(source), get_ast(source)
    lines, told = source.splitlines(), annotations(tree)
    again = pickle.dumps(parsed)  # quicker than to parse once more
    seen: Counter[str] = Counter()
    found = []
    for operator in [NumberNudge(), *(get_operator(f"core/{name}")() for name in OPERATORS)]:
        for occurrence, start in enumerate(places(parsed, operator)):
            if not promises(lines, told, start):
                continue
            visitor = MutationVisitor(occurrence, operator)
            mutated = visitor.walk(pickle.loads(again)).get_code()
            if not compiles(mutated):
                continue
            around = functions_around(tree, start[0])
            where = ".".join(node.name for node in around) or "module"
            name = f"{where}: {difference(source, mutated, start[0])}"
            seen[name] += 1
            number = f" ({seen[name]})" if seen[name] > 1 else ""
            within = outermost(around, start[0])
            found.append(Mutant(name=name + number, line=start[0], within=within, source=mutated))
    return sorted(found, key=lambda mutant: mutant.line)


def places(parsed: parso.tree.Node, operator: Operator) -> list[Place]:
    """Where the operator finds something, in the order of its occurrences."""
    return [start for node in ast_nodes(parsed) for start, _ in operator.mutation_positions(node)]


def promises(lines: list[str], told: list[Span], start: Place) -> bool:
    """Not where types are told, and not a guard."""
    if lines[start[0] - 1][: start[1]].endswith(GUARDS):
        return False
    return not any(low <= start < high for low, high in told)


def annotations(tree: ast.Module) -> list[Span]:
    told: list[ast.expr | None] = []
    for node in ast.walk(tree):
        told += [getattr(node, "annotation", None), getattr(node, "returns", None)]
    return [
        ((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0))
        for node in told
        if node is not None
    ]


def compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def functions_around(tree: ast.Module, line: int) -> list[Named]:
    """From the outermost to the innermost, classes too."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, Named) and node.lineno <= line <= (node.end_lineno or 0)
    ]


def outermost(around: list[Named], line: int) -> tuple[int, int] | None:
    """The lines of the outermost function, decorators too, if the line is in its body."""
    inside = [node for node in around if not isinstance(node, ast.ClassDef)]
    if not inside or line < inside[0].body[0].lineno:
        return None
    first = min([inside[0].lineno, *(each.lineno for each in inside[0].decorator_list)])
    return first, inside[0].end_lineno or 0


def difference(source: str, mutated: str, line: int) -> str:
    """The words of the line that differ, as "old → new"."""
    old, new = (text.splitlines()[line - 1].split() for text in (source, mutated))
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return f"{' '.join(old)} → {' '.join(new)}"


@cache
def equivalents() -> dict[str, dict[str, str]]:
    """Module -> name of the mutant -> why no test can tell it, or need not."""
    return tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
