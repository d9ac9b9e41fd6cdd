"""How DuckDB reads the cells of a file: what is a date, an amount, a word that is allowed, and what is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gainful.exchange.outcome_files.columns import Column, UnreadableColumns

DATE_FORMS = "['%Y-%m-%d', '%m/%d/%Y', '%Y%m%d', '%Y-%m-%d %H:%M:%S']"


def quoted(name: str) -> str:
    """Return a name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def source_of(duck: Any, path: Path) -> str:
    """Return what DuckDB reads a file with, every cell as text; UnreadableColumns where it cannot."""
    import duckdb

    if not path.is_file():
        raise UnreadableColumns(f"{path} is not there. Check the path.")
    if path.suffix.lower() in {".parquet", ".pq"}:
        source = f"read_parquet({text(str(path))})"
    else:
        source = (
            f"read_csv({text(str(path))}, all_varchar=true, header=true, null_padding=true, parallel=false)"
        )
    try:
        duck.execute(f"SELECT * FROM {source} LIMIT 1")
    except duckdb.Error as error:
        first = str(error).splitlines()[0][:200]
        raise UnreadableColumns(
            f"{path.name} cannot be read as a table: {first}. Save it as CSV (UTF-8) or Parquet."
        ) from error
    return source


def wrong(column: Column) -> str:
    """Return the SQL that is true of a cell that cannot be read, or that is empty and must not be."""
    if column.filled:
        return f"{cast(column)} IS NULL"
    if column.kind == "text":
        return "false"
    return f"({quoted(column.name)} IS NOT NULL AND {cast(column)} IS NULL)"


def cast(column: Column) -> str:
    """Return the SQL that reads a cell of text as what the column holds; NULL where it cannot."""
    name = quoted(column.name)
    if column.kind == "date":
        return f"coalesce(try_cast({name} AS DATE), CAST(try_strptime({name}, {DATE_FORMS}) AS DATE))"
    if column.kind == "number":
        return f"try_cast(replace(ltrim({name}, '$'), ',', '') AS DOUBLE)"
    if column.kind == "whole":
        return f"try_cast({name} AS INTEGER)"
    if column.kind == "quarter":
        return f"CASE WHEN try_cast({name} AS INTEGER) BETWEEN 1 AND 4 THEN try_cast({name} AS INTEGER) END"
    if "|" in column.kind:
        allowed = ", ".join(text(word) for word in column.kind.split("|"))
        return f"CASE WHEN lower({name}) IN ({allowed}) THEN lower({name}) END"
    return name


def expected(column: Column) -> str:
    """Return what to write in a column."""
    if column.kind == "date":
        return "Write dates as 2026-06-30 or 06/30/2026."
    if column.kind == "number":
        return "Write an amount such as 5120.50."
    if column.kind == "whole":
        return "Write a whole number."
    if column.kind == "quarter":
        return "A quarter is 1, 2, 3 or 4."
    if "|" in column.kind:
        return f"Use one of: {', '.join(column.kind.split('|'))}."
    return "Fill it in."
