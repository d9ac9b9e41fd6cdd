"""Many rows in one statement: arrays in, no model object a row; history and row security apply as always."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

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


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing: Sequence[str] = (),
) -> None:
    """Insert rows given in the order of `columns` (column names).

    A row that is there already is left alone; with `replacing`, the columns of a unique constraint, it takes over what
    is given.
    """
    given = _Given(model, columns, rows)
    if given.arrays:
        kept = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c not in {"id", *replacing})
        found = ", ".join(f'"{column}"' for column in replacing)
        clash = f"({found}) DO UPDATE SET {kept}" if replacing else "DO NOTHING"
        _execute(
            f'INSERT INTO "{given.table}" ({given.names}) SELECT {given.values} FROM {given.source}'  # noqa: S608
            f" ON CONFLICT {clash}",
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
    """Rows as one array a column, in PostgreSQL's own text: a driver that looks at each value takes longer than the
    server that stores it. Columns that are arrays themselves travel as text and are cast back.
    """

    def __init__(
        self, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        self._fields = {f.column: f for f in model._meta.concrete_fields}  # noqa: SLF001 - Django's public-by-use API
        self.table = model._meta.db_table  # noqa: SLF001
        self.arrays = [array_text(values) for values in zip(*rows, strict=True)]
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


def array_text(values: Iterable[Any]) -> str:
    r"""Return PostgreSQL's text form of an array: `{"a",NULL,"b"}`, quotes and backslashes escaped."""
    return "{" + ",".join([_TEXTS[type(value)](value) for value in values]) + "}"


def _quoted(value: str) -> str:
    if "\\" in value or '"' in value:
        value = value.replace("\\", r"\\").replace('"', r"\"")
    return f'"{value}"'


@lru_cache(maxsize=4096)
def _inner(values: tuple[str, ...]) -> str:
    return _quoted(array_text(values))


class _Texts(dict[type, Callable[[Any], str]]):
    """How each kind of value is written; a kind of its own (a choice is a kind of text) is written as what it is."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = next(write for known, write in self.items() if issubclass(kind, known))
        return self[kind]


_TEXTS = _Texts(
    {
        str: _quoted,
        type(None): lambda _: "NULL",
        bool: str,
        int: str,
        float: repr,
        UUID: lambda value: str(value.hex),
        datetime: datetime.isoformat,
        date: date.isoformat,
        bytes: lambda value: f'"\\\\x{value.hex()}"',
        tuple: _inner,
        list: lambda values: _inner(tuple(values)),
    }
)


def _execute(sql: str, arrays: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, arrays)
