"""The indicators by the engine: the same expressions on Spark, two threads in this process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bench._indicators import AS_OF, Figures
from bench._indicators.with_engine import measured


def figures(folder: Path) -> Figures:
    """Return every count and the medians."""
    from pyspark.sql import SparkSession

    from gainful.engine.indicators import Inputs, coverage_of
    from gainful.engine.tables import open_spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").appName("gainful-bench")
    for name, value in {"ui.enabled": "false", "sql.shuffle.partitions": "4", "driver.memory": "2g",
                        "sql.session.timeZone": "UTC", "local.dir": str(folder / "spark")}.items():  # fmt: skip
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    connection = open_spark(session)
    for files in ("participants", "services", "wages-*", "evidence"):
        session.read.parquet(str(folder / f"{files}.parquet")).createOrReplaceTempView(files.split("-")[0])
    inputs = Inputs(*(connection.table(name) for name in ("participants", "services", "wages", "evidence")))
    found = measured(inputs, coverage_of(inputs.wages, AS_OF))
    session.stop()
    return found
