"""One definition, equal answers: the same participants on DuckDB and on Spark."""

from __future__ import annotations

import os
import sys

import pytest

from gainful.engine.indicators import outcomes, summarise
from gainful.engine.indicators.summary import MEDIAN, NOT_GIVEN
from gainful.engine.tables import open_duckdb, open_spark
from tests.engine.indicators.cases import CASES
from tests.engine.indicators.test_cases import AS_OF, IN
from tests.engine.indicators.typed import arrow_of, load

KEYS = ("person", "period")


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed: pip install gainful[spark]")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[2]").appName("gainful-tests")
    settings = {
        "ui.enabled": "false",
        "sql.shuffle.partitions": "2",
        "driver.memory": "1g",
        "sql.session.timeZone": "UTC",
    }
    for name, value in settings.items():
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_and_duckdb_give_equal_answers(spark):
    """Groups are those with earnings, those of whom all earnings are NULL, and those without a segment."""
    tables = arrow_of(CASES)
    tables["participants"] = tables["participants"].set_column(
        3, "segment", [[_group_of(case) for case in CASES]]
    )
    duck = outcomes(load(open_duckdb(threads=1), tables), AS_OF, IN)
    connection = open_spark(spark)
    for name, table in tables.items():
        spark.createDataFrame(
            [tuple(row.values()) for row in table.to_pylist()], schema=_ddl(table)
        ).createOrReplaceTempView(name)
    from gainful.engine.indicators import Inputs

    sparked = outcomes(Inputs(*(connection.table(name) for name in tables)), AS_OF, IN)
    columns = sorted(duck.columns)
    assert sorted(sparked.columns) == columns
    expected = duck.select(columns).to_pyarrow().to_pylist()
    got = sparked.select(columns).to_pyarrow().to_pylist()
    order = lambda row: (row["person"], row["period"])  # noqa: E731
    assert sorted(got, key=order) == sorted(expected, key=order)
    groups = summarise(duck, by="segment")
    assert summarise(sparked, by="segment") == groups
    medians = {
        group.segment: one.value for group in groups for one in group.measured if one.indicator.id == MEDIAN
    }
    assert set(medians) == {None, "paid", "unpaid", NOT_GIVEN}
    assert medians["unpaid"] is None
    assert medians["paid"] is not None


def _group_of(case):
    if len(case.name) % 7 == 0:
        return None
    return "paid" if any(line.split()[3][0].isdigit() for line in case.expected) else "unpaid"


@pytest.mark.slow
@pytest.mark.timeout(
    1200
)  # Ibis writes a hundred expressions out for Spark, five minutes on two shared cores
@pytest.mark.filterwarnings("ignore")
def test_spark_and_duckdb_give_equal_program_metrics(spark):
    from gainful.engine.indicators import Inputs
    from gainful.engine.indicators.program import Asked, Extras, program_metrics
    from tests.engine.indicators.program import cases
    from tests.engine.indicators.program.test_program import extra_tables

    def figures(connection, inputs, tables):
        extras = Extras(tables["details"], True, True, tables["placements"], tables["costs"])
        found = outcomes(inputs, AS_OF, IN)
        return program_metrics(found, inputs, extras, summarise(found)[0], Asked(AS_OF, IN))

    people, more = arrow_of(cases.PEOPLE), extra_tables()
    duck = open_duckdb(threads=1)
    expected = figures(
        duck, load(duck, people), {name: duck.create_table(name, t) for name, t in more.items()}
    )
    connection = open_spark(spark)
    for name, table in {**people, **more}.items():
        rows = [tuple(row.values()) for row in table.to_pylist()]
        spark.createDataFrame(rows, schema=_ddl(table)).createOrReplaceTempView(f"program_{name}")
    tables = {name: connection.table(f"program_{name}") for name in (*people, *more)}
    got = figures(connection, Inputs(*(tables[name] for name in people)), tables)
    assert got == expected


def _ddl(table):
    names = {"string": "string", "date32[day]": "date", "int32": "int", "double": "double", "bool": "boolean"}
    return ", ".join(f"`{field.name}` {names[str(field.type)]}" for field in table.schema)
