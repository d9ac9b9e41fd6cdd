"""What one `gainful evaluate` costs against cd0bfed: seconds on 20,000 rows, peak memory on 5,000,000."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from bench import Row
from bench.against import Installation, earlier, here, in_turn, seconds_of

SMALL, LARGE = 20_000, 5_000_000
ASKED = ("--design", "lottery", "--treatment", "offered", "--outcome", "earn2021", "--covariates", "age,female",
         "--pre-outcome", "earn2018,earn2019")  # fmt: skip
PEAK = (
    "import resource, sys; from gainful.cli import main; main(sys.argv[1:]); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)
"""Runs the command and says the most memory it held, in MB."""


def trial(people: int) -> pd.DataFrame:
    """A drawn program with two years of earnings before and one after."""
    r = np.random.default_rng(1)
    offered = r.permutation(np.arange(people) % 2)
    first = r.gamma(2, 2500, people).round(2)
    second = (0.7 * first + r.gamma(2, 900, people)).round(2)
    after = (0.5 * second + 3000 + 800 * offered + r.normal(0, 2000, people)).round(2)
    return pd.DataFrame(
        {
            "offered": offered,
            "age": r.integers(18, 62, people),
            "female": r.integers(0, 2, people),
            "earn2018": first,
            "earn2019": second,
            "earn2021": after,
        }
    )


def peak(installation: Installation, file: Path, data: Path) -> float:
    """Most memory in MB that one evaluation of the file held."""
    told = installation.run(["python", "-c", PEAK, "evaluate", str(file), *ASKED], data / installation.name)
    return float(told.split()[-1])


def run() -> list[Row]:
    now, then = here(), earlier()
    people = int(LARGE * float(os.environ.get("GAINFUL_BENCH_SHARE", "1")))
    with tempfile.TemporaryDirectory() as folder:
        data, small, large = Path(folder), Path(folder, "small.csv"), Path(folder, "large.parquet")
        trial(SMALL).to_csv(small, index=False)
        trial(people).to_parquet(large, index=False)
        ours, theirs = in_turn(seconds_of(["gainful", "evaluate", str(small), *ASKED], data), now, then)
        memory = {one.name: peak(one, large, data) for one in (now, then)}
    return [
        Row("gainful evaluate on 20,000 rows, times as fast", theirs / ours, 1.5, 3.0, peer=then.name,
            note=f"{ours:.2f} s against {theirs:.2f} s"),
        Row(f"peak memory on {people:,} rows, of the earlier", memory[now.name] / memory[then.name], 0.5, 0.25,
            peer=then.name, note=f"{memory[now.name]:,.0f} MB against {memory[then.name]:,.0f} MB",
            lower_is_better=True),
    ]  # fmt: skip
