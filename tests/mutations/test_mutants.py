"""The mutants themselves: what is changed, what is left alone, and how one is put in place."""

from pathlib import Path

import pytest

from tests.mutations.modules import modules, own_tests
from tests.mutations.mutants import equivalents, mutants_of
from tests.mutations.running import functions_of, plain
from tests.support import ROOT

SOURCE = '''"""Words: 1 + 2 is no sum."""
LIMIT = 5


def total(counts: list[int | None], most: float = 0.5) -> int | None:
    pairs = zip(counts, counts, strict=True)
    return None if not counts else sum(one for one, _ in pairs if one < LIMIT)
'''


def names(folder: Path, source: str) -> set[str]:
    path = folder / "module.py"
    path.write_text(source)
    found = {mutant.name for mutant in mutants_of(path)}
    assert path.read_text() == source
    return found


def test_operators_and_numbers_are_changed_and_words_types_and_guards_are_not(
    tmp_path: Path,
) -> None:
    assert names(tmp_path, SOURCE) == {
        "module: 5 → 6",
        "module: 5 → 4",
        "total: 0.5) → 0.525)",
        "total: 0.5) → 0.475)",
        "total: not → ",
        "total:  → not",
        "total: < → <=",
        "total: < → >=",
    }


def test_mutants_that_look_alike_are_numbered_and_each_changes_one_place(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("def f(x: int) -> int:\n    return x * x * x\n")
    found = {mutant.name: mutant.source.splitlines()[1] for mutant in mutants_of(path)}
    assert {name: line.split("return ")[1] for name, line in found.items()} == {
        "f: * → /": "x / x * x",
        "f: * → / (2)": "x * x / x",
    }


def test_what_runs_at_import_is_within_no_function(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("@cache\ndef f(x: int = 1) -> int:\n    return x + 2\n")
    assert {(mutant.line, mutant.within) for mutant in mutants_of(path)} == {
        (2, None),
        (3, (1, 3)),
    }


def test_methods_and_what_decorators_hide_are_found_by_their_names() -> None:
    import privacy.noise
    import privacy.records.ledger_lines

    for module in (privacy.noise, privacy.records.ledger_lines):
        path = Path(module.__file__)
        for name, code in functions_of(compile(path.read_text(), str(path), "exec")).items():
            assert plain(module, name.split(".")).__code__ == code


@pytest.mark.parametrize("module", modules([]), ids=str)
def test_every_module_that_is_mutated_has_tests_of_its_own(module: Path) -> None:
    assert own_tests(module)
    assert all((ROOT / tests).exists() for tests in own_tests(module))


@pytest.mark.slow
@pytest.mark.parametrize("module", list(equivalents()), ids=str)
def test_what_is_called_equivalent_is_a_mutant(module: str) -> None:
    known = {mutant.name for mutant in mutants_of(ROOT / module)}
    assert set(equivalents()[module]) <= known
