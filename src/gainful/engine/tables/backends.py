"""What runs the expressions: DuckDB in this process, or a Spark session that exists already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

MEMORY = "1GB"
"""DuckDB's own bound; it spills to disk above it. Python and Arrow need some hundred MB beside it."""


def open_duckdb(
    path: Path | None = None, *, memory: str = MEMORY, threads: int | None = None, spill: Path | None = None
) -> Any:
    """Return an Ibis connection to DuckDB, in memory or in a file, with bounded memory and no network."""
    import ibis

    settings: dict[str, Any] = {"memory_limit": memory, "preserve_insertion_order": False}
    if threads:
        settings["threads"] = threads
    if spill:
        settings["temp_directory"] = str(spill)
    connection = ibis.duckdb.connect(str(path) if path else ":memory:", **settings)
    connection.raw_sql("SET autoinstall_known_extensions = false")
    return connection


def open_spark(session: Any) -> Any:
    """Return an Ibis connection over a running Spark session (the extra `gainful[spark]`)."""
    import ibis

    return ibis.pyspark.connect(session)
