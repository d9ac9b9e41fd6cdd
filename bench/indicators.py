"""Indicators of 2 million people from 17 million wage rows: the engine beside SQL by hand and pandas, in one run.

Each runs in its own process from the same Parquet files; seconds hold everything from the first import on. Counts must
be equal and medians the same to a hundredth of a cent, for everybody and for eight segments, or the run fails.
A share of the people runs on Spark too, where it is installed, and must give what DuckDB gives.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import Row
from bench._indicators import Figures
from bench._indicators.generate import generate

PEOPLE = int(os.environ.get("GAINFUL_INDICATOR_PEOPLE", "2000000"))
SPARK_PEOPLE = min(PEOPLE, int(os.environ.get("GAINFUL_SPARK_PEOPLE", "100000")))
SEED = 20261123
TO_SQL, TO_PANDAS, PEAK_GB = 1.15, 2.5, 0.75


def run() -> list[Row]:
    """Rows: seconds beside SQL by hand and beside pandas, peak memory, counts that differ (0), on Spark too."""
    with TemporaryDirectory(prefix="gainful-indicators-") as folder:
        rows = generate(Path(folder), PEOPLE, SEED)
        ways = {name: measure(name, Path(folder)) for name in ("by_hand", "with_engine", "with_pandas")}
    engine, hand, pandas = ways["with_engine"], ways["by_hand"], ways["with_pandas"]
    apart = sum(len(differences(engine["figures"], peer["figures"])) for peer in (hand, pandas))
    note = f"{PEOPLE:,} people, {rows:,} wage rows"
    seconds, by_hand, by_pandas = engine["seconds"], hand["seconds"], pandas["seconds"]
    return [
        Row("indicators, seconds of SQL by hand", seconds / by_hand, TO_SQL, peer="DuckDB SQL by hand, s",
            peer_value=by_hand, ratio=by_hand / seconds, note=f"{note}; engine {seconds:.1f} s", lower_is_better=True),
        Row("indicators, times faster than pandas", by_pandas / seconds, TO_PANDAS, peer="pandas, s",
            peer_value=by_pandas, ratio=by_pandas / seconds, note=f"pandas peak {pandas['peak_gb']:.1f} GB"),
        Row("their peak memory, GB", engine["peak_gb"], PEAK_GB, peer="DuckDB SQL by hand",
            peer_value=hand["peak_gb"], lower_is_better=True),
        Row("figures that differ", float(apart), 0.0, note="against SQL and pandas", lower_is_better=True),
        *on_spark(),
    ]  # fmt: skip


def on_spark() -> list[Row]:
    """Rows of Spark on a share of the people; none of them measures speed against a floor."""
    name = "figures that differ on Spark local[2]"
    if importlib.util.find_spec("pyspark") is None:
        return [Row(name, None, note="skipped: pip install gainful[spark]")]
    with TemporaryDirectory(prefix="gainful-indicators-") as folder:
        generate(Path(folder), SPARK_PEOPLE, SEED)
        duck, spark = (measure(way, Path(folder)) for way in ("with_engine", "with_spark"))
    apart = differences(duck["figures"], spark["figures"])
    note = f"{SPARK_PEOPLE:,} people; Spark {spark['seconds']:.0f} s, DuckDB {duck['seconds']:.0f} s"
    return [Row(name, float(len(apart)), 0.0, note=note, lower_is_better=True)]


def measure(way: str, folder: Path) -> dict[str, Any]:
    """Run one way in its own process; its libraries compiled beforehand, as an installation leaves them."""
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    warm = [sys.executable, "-c", "import duckdb, pandas, pyarrow, ibis; ibis.duckdb.connect()"]
    subprocess.run(warm, env=environment, check=True)
    command = [sys.executable, "-m", "bench._indicators", way, str(folder)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def differences(one: Figures, other: Figures) -> list[str]:
    """Return the names of figures that are not equal; medians may differ by a hundredth of a cent."""
    found = [f"{group}" for group in one.keys() ^ other.keys()]
    for group in one.keys() & other.keys():
        for name in one[group].keys() | other[group].keys():
            a, b = one[group].get(name), other[group].get(name)
            near = isinstance(a, float) and isinstance(b, float) and abs(a - b) < 1e-4
            if a != b and not near:
                found.append(f"{group} {name}: {a} and {b}")
    return found
