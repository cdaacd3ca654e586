"""SmartNoise's synthetic rows (`smartnoise-synth`, MST or AIM): answers for one register.

Runs in SmartNoise's environment and knows only the job (benchmarks/accuracy/peers.py). It takes no
workload: MST chooses its pairs itself, AIM all pairs. Both use the exact number of rows, which the
others have to estimate.
"""

import sys

import numpy as np
import pandas as pd
from snsynth import Synthesizer
from snsynth.transform import LabelTransformer, TableTransformer


def main() -> None:
    method = sys.argv[3]
    job = np.load(sys.argv[1], allow_pickle=False)
    names = [str(name) for name in job["names"]]
    sizes = dict(zip(names, job["sizes"].tolist(), strict=True))
    frame = pd.DataFrame(job["rows"], columns=names)
    synthesizer = Synthesizer.create(
        method, epsilon=float(job["epsilon"]), delta=float(job["delta"])
    )
    synthesizer.fit(frame, transformer=known_codes(sizes))
    sampled = synthesizer.sample(len(frame))
    rows = pd.DataFrame(sampled, columns=names).astype(int).to_numpy()
    answers = [counted(rows, names, sizes, str(table).split("|")) for table in job["tables"]]
    np.savez(sys.argv[2], **{f"table_{number}": each for number, each in enumerate(answers)})


def known_codes(sizes: dict[str, int]) -> TableTransformer:
    """The codes are told, so that none of the budget is spent on finding them."""
    transformers = []
    for size in sizes.values():
        labels = LabelTransformer(nullable=False)
        labels.fit([*range(size)])
        transformers.append(labels)
    return TableTransformer(transformers)


def counted(
    rows: np.ndarray, names: list[str], sizes: dict[str, int], table: list[str]
) -> np.ndarray:
    counts = np.zeros([sizes[name] for name in table])
    np.add.at(counts, tuple(rows[:, names.index(name)] for name in table), 1)
    return counts


if __name__ == "__main__":
    main()
