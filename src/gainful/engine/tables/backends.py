"""What runs the expressions: DuckDB in this process, or a Spark session that exists already."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gainful.engine.tables.types import Connection, DuckDB, Row, SparkSession, Table

MEMORY = "420MB"
"""DuckDB's own bound; it spills to disk above it. Python and Arrow need some 250 MB beside it."""


def open_duckdb(
    path: Path | None = None, *, memory: str = MEMORY, threads: int | None = None, spill: Path | None = None
) -> Connection:
    """Return an Ibis connection to DuckDB, in memory or in a file, with bounded memory and no network.

    What does not fit goes to `spill`, else to a folder that only this user can read and that goes with the connection.
    """
    import ibis

    settings: dict[str, str | int | bool] = {"memory_limit": memory, "preserve_insertion_order": False}
    if threads:
        settings["threads"] = threads
    folder = spill or Path(tempfile.mkdtemp(prefix="gainful-spill-"))
    settings["temp_directory"] = str(folder)
    connection = ibis.duckdb.connect(str(path) if path else ":memory:", **settings)
    if spill is None:
        weakref.finalize(connection, shutil.rmtree, folder, True)
    connection.raw_sql("SET autoinstall_known_extensions = false")
    return connection


@contextmanager
def counting_duckdb(
    *, memory: str, spill: Path | None = None, threads: int | None = None
) -> Iterator[DuckDB]:
    """Give a DuckDB connection of its own for plain SQL, with bounded memory and no network."""
    import duckdb

    settings: dict[str, str | int | bool] = {"memory_limit": memory, "autoinstall_known_extensions": "false"}
    settings |= {"temp_directory": str(spill)} if spill else {}
    settings |= {"threads": threads} if threads else {}
    with duckdb.connect(config=settings) as connection:
        yield connection


def open_spark(session: SparkSession) -> Connection:
    """Return an Ibis connection over a running Spark session (the extra `gainful[spark]`)."""
    import ibis

    return ibis.pyspark.connect(session)


def kept(table: Table) -> Table:
    """Return a table that is worked out once, where it stands, however often what is built on it is asked.

    DuckDB puts it into a temporary table, Spark into its cache; both spill to disk.
    """
    import ibis
    from ibis.util import gen_name

    backend, name = ibis.get_backend(table), gen_name("gainful_kept")
    if backend.name == "duckdb":
        return backend.create_table(name, table, temp=True)
    view = backend.create_view(name, table)
    if backend.name == "pyspark":
        backend._session.catalog.cacheTable(name)  # noqa: SLF001 - Ibis has no public way to it
    return view


def kept_numbered(table: Table) -> Table:
    """Return a table kept with a number a row, for joins that are quicker by it than by names; on DuckDB alone.

    DuckDB numbers the rows that it stores by itself. On Spark one number a row would bring all rows to one place.
    """
    import ibis

    found = kept(table)
    return found.mutate(number=found.rowid()) if ibis.get_backend(found).name == "duckdb" else found


def rows_of(table: Table) -> list[Row]:
    """Return the few rows of a table that was counted or summed, as plain values.

    DuckDB's own cursor gives them; by Arrow, Ibis brings in pandas, which takes longer than to count a small agency.
    """
    import ibis

    backend = ibis.get_backend(table)
    if backend.name != "duckdb":
        found: list[Row] = table.to_pyarrow().to_pylist()
        return found
    backend._run_pre_execute_hooks(table)  # noqa: SLF001 - Ibis runs them in its own ways to the rows alone
    asked = backend.raw_sql(backend.compile(table))
    names = [column[0] for column in asked.description]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def read_errors() -> tuple[type[Exception], ...]:
    """Return what DuckDB raises where it cannot read a file."""
    import duckdb

    return (duckdb.Error,)
