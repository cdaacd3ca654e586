"""The command bin/mutations."""

import argparse
import json
import random
import sys
from pathlib import Path

from tests.mutations.forking import forked
from tests.mutations.modules import PROMISING, modules, own_tests
from tests.mutations.mutants import Mutant, equivalents, mutants_of
from tests.mutations.running import run_mutants
from tests.support import ROOT

RESULTS = ROOT / ".mutations"
USAGE = f"""Shows whether the tests hold what the code promises. One operator or one number of a
module is changed at a time, in memory, and the module's own fast tests run on it; a change that
no test notices has survived. A survivor asks for a test, or for a reason in
tests/mutations/equivalent.toml.

A module's own tests are the file that mirrors it under tests/ and what tests/mutations/modules.py
adds; where there is no such file, the folder that mirrors its folder. Tests of more than half a
second, browsers and chains are left out.

  bin/mutations privacy/noise.py             one module, a few minutes
  bin/mutations privacy/records              the modules of a folder
  bin/mutations --sample 20 dashboard/figures   20 mutants of each module, drawn by a fixed seed
  bin/mutations --list privacy/noise.py      the mutants, without running them
  bin/mutations --table                      what was found so far, as in docs/mutations.md
  bin/mutations                              everything, hours: {", ".join(PROMISING)}

Results are kept in .mutations/, so that a later run goes over survivors alone
with --survivors, or goes on with --rest where one was cut off."""


def main() -> int:
    asked = arguments()
    if asked.table:
        sys.stdout.write(table(modules(asked.modules)))
        return 0
    groups: dict[str, list[tuple[Path, Mutant]]] = {}
    for module in modules(asked.modules):
        mutants = mutants_of(ROOT / module)
        keep(module, total=len(mutants))
        picked = [(module, mutant) for mutant in chosen(module, mutants, asked)]
        groups.setdefault(" ".join(own_tests(module)), []).extend(picked)
    if asked.list:
        for module, mutant in [one for group in groups.values() for one in group]:
            sys.stdout.write(f"{module}:{mutant.line} {mutant.name}\n")
        return 0
    for tests, group in groups.items():
        forked(lambda tests=tests, group=group: run_group(tests.split(), group), 10**6, aloud=True)
    return 0


def run_group(tests: list[str], group: list[tuple[Path, Mutant]]) -> int:
    """In a process of its own, as what a run imports stays."""
    if tests and group:
        run_mutants(tests, group, tell)
    for module, mutant in [] if tests else group:
        tell(module, mutant, True)
    return 0


def tell(module: Path, mutant: Mutant, lives: bool) -> None:
    keep(module, found={mutant.name: lives})
    if lives:
        sys.stdout.write(f"survived {module}:{mutant.line} {mutant.name}\n")
        sys.stdout.flush()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/mutations", description=USAGE, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("modules", nargs="*", help="files or folders; without any, all")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N mutants of each module")
    parser.add_argument("--survivors", action="store_true", help="those that lived last time")
    parser.add_argument("--rest", action="store_true", help="those that were not run yet")
    parser.add_argument("--list", action="store_true", help="name the mutants, run none")
    parser.add_argument("--table", action="store_true", help="print what was found so far")
    return parser.parse_args()


def chosen(module: Path, mutants: list[Mutant], asked: argparse.Namespace) -> list[Mutant]:
    """Those to run: not what no test can tell."""
    known = equivalents().get(str(module), {})
    open_ = [each for each in mutants if each.name not in known]
    if asked.survivors:
        lived = [name for name, lives in results(module).get("found", {}).items() if lives]
        return [each for each in open_ if each.name in lived]
    if asked.rest:
        return [each for each in open_ if each.name not in results(module).get("found", {})]
    if asked.sample and asked.sample < len(open_):
        drawn = random.Random(str(module)).sample(open_, asked.sample)
        return [each for each in open_ if each in drawn]
    return open_


def keep(module: Path, total: int | None = None, found: dict[str, bool] | None = None) -> None:
    told = {"total": 0, "found": {}} | results(module)
    told["total"] = total or told["total"]
    told["found"] |= found or {}
    RESULTS.mkdir(exist_ok=True)
    written = file_of(module).with_suffix(".new")
    written.write_text(json.dumps(told, indent=1, ensure_ascii=False))
    written.replace(file_of(module))


def file_of(module: Path) -> Path:
    return RESULTS / f"{str(module).replace('/', '.')}.json"


def results(module: Path) -> dict:
    path = file_of(module)
    return json.loads(path.read_text()) if path.exists() else {}


def table(asked: list[Path]) -> str:
    """What was found, module by module and in all, and then the names of all survivors."""
    heads = ["module", "mutants", "equivalent", "run", "killed", "percent"]
    lines, survivors = [f"| {' | '.join(heads)} |", "|---|--:|--:|--:|--:|--:|"], []
    every = [(module, *counted(module)) for module in asked]
    for module, total, known, killed, lived in every:
        if killed or lived:
            lines.append(row(f"`{module}`", total, known, killed, len(lived)))
            survivors += [f"- `{module}`: `{name}`" for name in lived]
    run = [each[1:] for each in every if each[3] or each[4]]
    total, known, killed = (sum(each[number] for each in run) for number in range(3))
    lines.append(row("**all**", total, known, killed, sum(len(each[3]) for each in run)))
    return "\n".join([*lines, "", *survivors]) + "\n"


def counted(module: Path) -> tuple[int, int, int, list[str]]:
    """All mutants, those that are equivalent, those killed, and the names of those that lived."""
    told, known = results(module), equivalents().get(str(module), {})
    found = {name: lives for name, lives in told.get("found", {}).items() if name not in known}
    lived = [name for name, lives in found.items() if lives]
    return told.get("total", 0), len(known), len(found) - len(lived), lived


def row(name: str, total: int, known: int, killed: int, lived: int) -> str:
    percent = f"{100 * killed / max(1, killed + lived):.0f}"
    return f"| {name} | {total} | {known} | {killed + lived} | {killed} | {percent} |"


if __name__ == "__main__":
    sys.exit(main())
