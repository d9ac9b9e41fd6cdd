"""Many rows in one statement: arrays in, no model object a row; history and row security apply as always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of `columns` (column names); a row that is there already is left alone."""
    arrays = [list(column) for column in zip(*rows, strict=True)]
    if not arrays:
        return
    fields = {field.column: field for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's public-by-use API
    casts = ", ".join(f"%s::{fields[column].db_type(connection)}[]" for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT * FROM unnest({casts}) ON CONFLICT DO NOTHING',  # noqa: S608
            arrays,
        )
