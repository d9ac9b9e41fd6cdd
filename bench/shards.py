"""Time that a million more people add to a ranking: Spark on two cores beside this process, equal answers."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from bench import Row, SkipBench
from bench.ranking import asked, columns

SHARD = int(os.environ.get("GAINFUL_SHARD_PEOPLE", "250000"))
FEW, MANY = 4, 20
"""Shards: a million and five million people by default; the same file stands for several."""


def run() -> list[Row]:
    """The row of the issue."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise SkipBench("Spark is not installed: pip install gainful[spark]") from None
    from gainful.engine.occupations import load_reference
    from gainful.engine.ranking.job_tables import job_tables
    from gainful.engine.ranking.order import Ordering
    from gainful.engine.ranking.pool import Pool
    from gainful.engine.ranking.pool_file import write_pool
    from gainful.engine.ranking.pool_pieces import Uuids
    from gainful.engine.ranking.shards import as_json, rank_shards, rank_shards_on_spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    job = asked()
    tables = job_tables(job["required"], load_reference(), job["constraints"], code=job["code"], pay=38_000.0)
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        path = Path(folder, "shard.pool")
        ids = Uuids(
            np.arange(SHARD, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15),
            np.arange(SHARD, dtype=np.uint64),
        )
        pool = replace(Pool(**columns(SHARD)), ids=ids, codes=ids, names=ids)
        write_pool(path, pool, {}, {})
        del pool
        builder = (
            SparkSession.builder.master("local[2]")
            .appName("gainful-bench")
            .config("spark.ui.enabled", "false")
        )
        session = builder.config("spark.local.dir", folder).config("spark.driver.memory", "1g").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")

        def here(shards: int) -> str:
            return as_json(rank_shards([path] * shards, tables, Ordering(), job["code"], 25))

        def there(shards: int) -> str:
            return as_json(
                rank_shards_on_spark(session, [path] * shards, tables, Ordering(), job["code"], 25)
            )

        try:
            equal = here(FEW) == there(FEW)
            added = {work.__name__: _added(work) for work in (here, there)}
        finally:
            session.stop()
    if not equal:
        raise AssertionError("Spark and this process give different answers")
    millions = (MANY - FEW) * SHARD / 1e6
    return [
        Row("time a million more people add, Spark local[2] ÷ this process", added["there"] / added["here"], 2.0, 1.3,
            "this process, ms a million", added["here"] / millions, ratio=added["here"] / added["there"],
            note=f"Spark {added['there'] / millions:.0f} ms a million; equal answers; "
            f"{FEW * SHARD / 1e6:g} to {MANY * SHARD / 1e6:g} million people; load average {os.getloadavg()[0]:.1f}",
            lower_is_better=True),
    ]  # fmt: skip


def _added(work) -> float:  # type: ignore[no-untyped-def]
    """Milliseconds that the further shards add: the median of several differences."""
    work(MANY)
    found = []
    for _ in range(5):
        times = []
        for shards in (FEW, MANY):
            began = time.perf_counter()
            work(shards)
            times.append((time.perf_counter() - began) * 1000)
        found.append(times[1] - times[0])
    return median(found)
