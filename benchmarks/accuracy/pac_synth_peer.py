"""Run pac-synth on registers from standard input; write its answers as JSON.

Runs in pac-synth's own environment and knows only {"registers", "epsilon", "delta", "longest",
"records_share"}: a list of registers (rows with a header, all texts), how many attributes an
aggregate combines, which part of epsilon the number of records gets. Short combinations first: of
its accuracy modes the one with the smallest errors here.
"""

import json
import sys

from pacsynth import (
    AccuracyMode,
    Dataset,
    DpAggregateSeededParametersBuilder,
    DpAggregateSeededSynthesizer,
)


def main() -> None:
    job = json.load(sys.stdin)
    json.dump([answer(rows, job) for rows in job["registers"]], sys.stdout)


def answer(rows: list[list[str]], job: dict) -> dict:
    parameters = (
        DpAggregateSeededParametersBuilder()
        .reporting_length(job["longest"])
        .epsilon(job["epsilon"])
        .delta(job["delta"])
        .accuracy_mode(AccuracyMode.prioritize_short_combinations())
        .number_of_records_epsilon_proportion(job["records_share"])
        .build()
    )
    synthesizer = DpAggregateSeededSynthesizer(parameters)
    try:
        synthesizer.fit(Dataset(rows))
    # Its Rust side panics where noise makes the number of records negative: nothing is published.
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        return {"persons": 0, "aggregates": {}, "rows": [rows[0]]}
    return {
        "persons": synthesizer.get_dp_number_of_records(),
        "aggregates": synthesizer.get_dp_aggregates(";"),
        "rows": synthesizer.sample(),
    }


if __name__ == "__main__":
    main()
