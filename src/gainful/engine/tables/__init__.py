"""Tables: the one place that knows Ibis and opens what runs it, DuckDB embedded or Spark at scale."""

from __future__ import annotations

from gainful.engine.tables.backends import (
    counting_duckdb,
    kept,
    kept_numbered,
    open_duckdb,
    open_spark,
    read_errors,
    rows_of,
)
from gainful.engine.tables.expressions import days_between, quarter_number, trimmed, year_after

__all__ = [
    "counting_duckdb",
    "days_between",
    "kept",
    "kept_numbered",
    "open_duckdb",
    "open_spark",
    "quarter_number",
    "read_errors",
    "rows_of",
    "trimmed",
    "year_after",
]
