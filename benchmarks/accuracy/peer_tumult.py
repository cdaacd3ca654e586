"""Tumult Analytics: each table of one register as a count by group, with its part of the budget.

Runs in Tumult's environment, on Spark (which needs Java), and knows only the job
(benchmarks/accuracy/peers.py). A person is one row, which is added or taken away; the groups are
told. "gaussian" spends rho of zCDP, "laplace" epsilon without any delta: each counts with the noise
that Tumult itself chooses then, and tables get equal parts of it. Negatives are cut off.
"""

import os
import sys
import tempfile

import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from tmlt.analytics import (
    AddOneRow,
    KeySet,
    PrivacyBudget,
    PureDPBudget,
    QueryBuilder,
    RhoZCDPBudget,
    Session,
)
from tmlt.analytics.utils import cleanup

REGISTER, COUNT = "register", "persons"


def main() -> None:
    job = np.load(sys.argv[1], allow_pickle=False)
    names = [str(name) for name in job["names"]]
    sizes = dict(zip(names, job["sizes"].tolist(), strict=True))
    tables = [str(table).split("|") for table in job["tables"]]
    whole, part = budgets(sys.argv[3], float(job["rho"]), float(job["epsilon"]), len(tables))
    with tempfile.TemporaryDirectory() as place:
        spark = started(place)
        session = Session.from_dataframe(
            privacy_budget=whole,
            source_id=REGISTER,
            dataframe=spark.createDataFrame(pd.DataFrame(job["rows"], columns=names)),
            protected_change=AddOneRow(),
        )
        answers = [counted(session, {name: sizes[name] for name in each}, part) for each in tables]
        cleanup()
        spark.stop()
    np.savez(sys.argv[2], **{f"table_{number}": each for number, each in enumerate(answers)})


def budgets(
    method: str, rho: float, epsilon: float, tables: int
) -> tuple[PrivacyBudget, PrivacyBudget]:
    """For everything, and for one table of so many."""
    if method == "gaussian":
        return RhoZCDPBudget(rho), RhoZCDPBudget(rho / tables)
    return PureDPBudget(epsilon), PureDPBudget(epsilon / tables)


def started(place: str) -> SparkSession:
    """Spark in this process alone, reachable from this machine alone, its files in `place`."""
    os.environ["PYSPARK_PYTHON"] = sys.executable  # its workers need this environment too
    return (
        SparkSession.builder.master("local[1]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", place)
        .config("spark.local.dir", place)
        .getOrCreate()
    )


def counted(session: Session, sizes: dict[str, int], part: PrivacyBudget) -> np.ndarray:
    """The table over the dimensions of `sizes`, every group of codes counted."""
    groups = KeySet.from_dict({name: list(range(size)) for name, size in sizes.items()})
    query = QueryBuilder(REGISTER).groupby(groups).count(name=COUNT)
    found = session.evaluate(query, part).toPandas()
    counts = np.zeros(list(sizes.values()))
    counts[tuple(found[name] for name in sizes)] = found[COUNT]
    return np.maximum(counts, 0)


if __name__ == "__main__":
    main()
