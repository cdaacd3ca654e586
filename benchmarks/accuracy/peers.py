"""Other engines on the same registers at the same guarantee, each in an environment of its own.

    .venv/bin/python -m benchmarks.accuracy.peers install
    .venv/bin/python -m benchmarks.accuracy.peers run --register country --epsilons 1 4 --repeats 3
    .venv/bin/python -m benchmarks.accuracy.peers show

A run takes minutes: results are kept in the folder, and what is there already is not run again.
The guarantee is (epsilon, delta = 1e-6) for a person who is added or taken away, converted tightly
from zCDP where a method is Gaussian. Every method is told the codes of each dimension. Tumult needs
Java 17, which is not installed with it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.accuracy import methods
from benchmarks.accuracy.own import OWN
from benchmarks.accuracy.register import REGISTERS, Register, exact, tables_of

HERE = Path(__file__).parent
FOLDER = Path.home() / ".cache" / "counter-trafficking-portal" / "accuracy-peers"
PACKAGES = {
    "opendp": ("opendp[mbi]==0.16.0",),
    "smartnoise": ("smartnoise-synth==1.0.8",),
    "pac_synth": ("pac-synth==0.0.8", "numpy"),
    "tumult": ("tmlt.analytics==0.21.0",),
}
# Name: environment and runner, and the runner's own word.
PEERS = {
    "OpenDP AIM": ("opendp", ""),
    "SmartNoise MST": ("smartnoise", "mst"),
    "SmartNoise AIM": ("smartnoise", "aim"),
    "pac-synth aggregates": ("pac_synth", "aggregates"),
    "pac-synth rows": ("pac_synth", "rows"),
    "Tumult Gaussian, clipped": ("tumult", "gaussian"),
    "Tumult Laplace, clipped": ("tumult", "laplace"),
}
LARGE, LONGEST = 20, 3600
COLUMNS = ("per cell", "year total", "sum of a year's cells", "cells above 20, relative")
Answer = list[list[np.ndarray]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("act", choices=["install", "run", "show"])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--register", choices=REGISTERS, default="country")
    parser.add_argument("--epsilons", type=float, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--methods", nargs="+", choices=[*OWN, *PEERS], default=[*OWN, *PEERS])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    {"install": install, "run": run, "show": show}[options.act](options)


def install(options: argparse.Namespace) -> None:
    for name, packages in PACKAGES.items():
        environment = options.folder / name
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        subprocess.run([environment / "bin" / "pip", "install", "-q", *packages], check=True)


def run(options: argparse.Namespace) -> None:
    results = options.folder / "results.jsonl"
    known = {(one["register"], one["epsilon"], one["seed"], one["method"]) for one in read(results)}
    for seed in range(options.repeats):
        for epsilon in options.epsilons:
            for method in options.methods:
                if (options.register, epsilon, seed, method) not in known:
                    one = measured(options.folder, options.register, epsilon, seed, method)
                    with results.open("a") as file:
                        file.write(json.dumps(one) + "\n")
                    print(json.dumps(one), flush=True)


def measured(folder: Path, name: str, epsilon: float, seed: int, method: str) -> dict:
    register = REGISTERS[name](seed)
    rho, started = methods.rho_for(epsilon), time.perf_counter()
    if method in OWN:
        answer = OWN[method](register, epsilon, rho)
    else:
        answer = asked(register, epsilon, rho, folder, *PEERS[method])
    return {
        "register": name,
        "epsilon": epsilon,
        "seed": seed,
        "method": method,
        "errors": errors(register, answer),
        "seconds": time.perf_counter() - started,
    }


def asked(
    register: Register, epsilon: float, rho: float, folder: Path, environment: str, word: str
) -> Answer:
    """A peer's answer: the job goes to its process as a file, the tables come back as another."""
    with tempfile.TemporaryDirectory() as place:
        job, answer = Path(place) / "job.npz", Path(place) / "answer.npz"
        np.savez(job, **job_of(register, epsilon, rho))
        runner = HERE / f"peer_{environment}.py"
        command = [folder / environment / "bin" / "python", runner, job, answer, word]
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)
        with np.load(answer) as found:
            return by_window(register, [found[f"table_{each}"] for each in range(len(found))])


def job_of(register: Register, epsilon: float, rho: float) -> dict[str, np.ndarray]:
    """Year and window are two more dimensions: tables over years and over whole windows."""
    window = np.zeros(register.periods, dtype=int)
    for number, years in enumerate(register.windows):
        window[list(years)] = number
    years = register.persons[:, 0]
    return {
        "names": np.array(["year", "window", *register.sizes]),
        "sizes": np.array([register.periods, len(register.windows), *register.sizes.values()]),
        "rows": np.column_stack([years, window[years], register.persons[:, 1:]]),
        "tables": np.array(
            ["|".join(("year", *dims)) for dims in register.yearly]
            + ["|".join(("window", *dims)) for dims in register.pooled]
        ),
        "epsilon": np.array(epsilon),
        "delta": np.array(methods.DELTA),
        "rho": np.array(rho),
    }


def by_window(register: Register, answers: list[np.ndarray]) -> Answer:
    """The tables of each window, in the order of `tables_of`."""
    asked_for = [*register.yearly, *register.pooled]
    found: Answer = []
    for number, years in enumerate(register.windows):
        tables = tables_of(register, years)
        places = [asked_for.index(table.dims) for table in tables]
        firsts = [years[each.periods[0]] if len(each.periods) == 1 else number for each in tables]
        found.append([answers[at][first] for at, first in zip(places, firsts, strict=True)])
    return found


def errors(register: Register, answer: Answer) -> list[float]:
    """In the order of COLUMNS."""
    cells, totals, sums, large = [], [], [], []
    for years, tables in zip(register.windows, answer, strict=True):
        for table, found in zip(tables_of(register, years), tables, strict=True):
            truth = exact(register, years, table)
            apart = np.abs(found - truth)
            cells.extend(apart.ravel())
            large.extend(apart[truth > LARGE] / truth[truth > LARGE])
            if len(table.periods) == 1:
                (sums if table.dims else totals).append(abs(found.sum() - truth.sum()))
    return [float(np.mean(kind)) for kind in (cells, totals, sums, large)]


def show(options: argparse.Namespace) -> None:
    grouped: dict[tuple, list[dict]] = defaultdict(list)
    for one in read(options.folder / "results.jsonl"):
        grouped[one["register"], one["epsilon"], one["method"]].append(one)
    for name, epsilon in sorted({key[:2] for key in grouped}):
        print(f"\nregister {name}, epsilon {epsilon:g}\n")
        print("| method | " + " | ".join((*COLUMNS, "seconds", "runs")) + " |")
        print("|---" * (len(COLUMNS) + 3) + "|")
        for method in [*OWN, *PEERS]:
            if runs := grouped.get((name, epsilon, method)):
                print(f"| {method} | {' | '.join(row(runs))} |")


def row(runs: list[dict]) -> Iterable[str]:
    found = np.array([one["errors"] for one in runs])
    for mean, deviation in zip(found.mean(axis=0), found.std(axis=0), strict=True):
        yield f"{mean:.3g} ± {deviation:.2g}"
    yield f"{np.mean([one['seconds'] for one in runs]):.0f}"
    yield str(len(runs))


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


if __name__ == "__main__":
    main()
