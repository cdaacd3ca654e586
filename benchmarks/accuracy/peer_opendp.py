"""OpenDP's own tables from a model (`opendp[mbi]`, AIM): answers for one register.

Runs in OpenDP's environment and knows only the job (benchmarks/accuracy/peers.py). The workload are
the tables that are asked for; the keys are told, so that none of the budget is spent on them.
"""

import sys

import numpy as np
import opendp.prelude as dp
import polars as pl

dp.enable_features("contrib", "honest-but-curious")


def main() -> None:
    job = np.load(sys.argv[1], allow_pickle=False)
    names = [str(name) for name in job["names"]]
    tables = [tuple(str(table).split("|")) for table in job["tables"]]
    frame = pl.LazyFrame({name: job["rows"][:, place] for place, name in enumerate(names)})
    keys = {name: np.arange(size) for name, size in zip(names, job["sizes"].tolist(), strict=True)}
    context = dp.Context.compositor(
        data=frame,
        privacy_unit=dp.unit_of(contributions=1),
        privacy_loss=dp.loss_of(rho=float(job["rho"])),
    )
    released = (
        context.query(rho=float(job["rho"]))
        .contingency_table(
            keys=keys, algorithm=dp.mbi.AIM(queries=[dp.mbi.Count(by=each) for each in tables])
        )
        .release()
    )
    # OpenDP adds a code for what is in no key, the last one of each column: nobody has it.
    answers = [
        np.asarray(released.project(each))[tuple(slice(0, -1) for _ in each)] for each in tables
    ]
    np.savez(sys.argv[2], **{f"table_{number}": each for number, each in enumerate(answers)})


if __name__ == "__main__":
    main()
