"""What tables and what is worked out of them are called in annotations, so that nobody else imports Ibis or DuckDB.

The libraries are imported for type checkers only: start-up is felt. None of these names is for `isinstance`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as DuckDB
    from ibis.backends import BaseBackend as Connection
    from ibis.expr.builders import WindowBuilder as Window
    from ibis.expr.types import Column, Scalar, Table, Value
    from pyspark.sql import SparkSession
else:
    Column = Connection = DuckDB = Scalar = SparkSession = Table = Value = Window = object

Plain: TypeAlias = "str | int | float | Decimal | bool | date | datetime | None"
"""A value of Python in a cell."""
Term: TypeAlias = "Value | Plain"
"""What may stand in an expression: a column, one value worked out of a table, or a value of Python."""
Row: TypeAlias = "dict[str, Plain]"

__all__ = [
    "Column", "Connection", "DuckDB", "Plain", "Row", "Scalar", "SparkSession", "Table", "Term", "Value", "Window",
]  # fmt: skip
