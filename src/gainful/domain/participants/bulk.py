"""Many rows in one statement: arrays in, no model object a row; history and row security apply as always."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


@contextmanager
def references_checked_at_once() -> Iterator[None]:
    """Check foreign keys at the end of each statement of the block instead of keeping all of them for the commit.

    Checks that wait are kept in the server's memory, one a row, and each savepoint that fails walks through all of
    them: with the savepoints of history triggers an import took time in the square of its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of `columns` (column names); a row that is there already is left alone."""
    given = _Given(model, columns, rows)
    if given.arrays:
        _execute(
            f'INSERT INTO "{given.table}" ({given.names}) SELECT {given.values} FROM {given.source}'  # noqa: S608
            " ON CONFLICT DO NOTHING",
            given.arrays,
        )


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change rows found by their `id`, the first of `columns`, to the other values given."""
    given = _Given(model, columns, rows)
    if given.arrays:
        kept = ", ".join(f'"{column}" = {given.value(column)}' for column in columns[1:])
        _execute(
            f'UPDATE "{given.table}" AS row SET {kept} FROM {given.source} WHERE row.id = given.id',  # noqa: S608
            given.arrays,
        )


class _Given:
    """Rows as one array a column; columns that are arrays themselves travel as text and are cast back."""

    def __init__(
        self, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        self._fields = {f.column: f for f in model._meta.concrete_fields}  # noqa: SLF001 - Django's public-by-use API
        self.table = model._meta.db_table  # noqa: SLF001
        self.arrays = [
            [_literal(value) for value in values] if self._is_array(column) else list(values)
            for column, values in zip(columns, zip(*rows, strict=True), strict=False)
        ]
        types = (
            "text" if self._is_array(column) else self._fields[column].db_type(connection)
            for column in columns
        )
        self.names = ", ".join(f'"{column}"' for column in columns)
        self.values = ", ".join(self.value(column) for column in columns)
        self.source = f"unnest({', '.join(f'%s::{kind}[]' for kind in types)}) AS given({self.names})"

    def _is_array(self, column: str) -> bool:
        return isinstance(self._fields[column], ArrayField)

    def value(self, column: str) -> str:
        """Return SQL of a column's value in one given row."""
        cast = f"::{self._fields[column].db_type(connection)}" if self._is_array(column) else ""
        return f'given."{column}"{cast}'


def _literal(values: Sequence[str]) -> str:
    r"""Return PostgreSQL's text form of an array: `{"a","b"}`, quotes and backslashes escaped."""
    escaped = (value.replace("\\", r"\\").replace('"', r"\"") for value in values)
    return "{" + ",".join(f'"{value}"' for value in escaped) + "}"


def _execute(sql: str, arrays: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, arrays)
