"""What DuckDB reads a file with: text of any usual make, a spreadsheet, Parquet, Arrow or Stata."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.engine.tables import read_errors
from gainful.engine.tables.cell_sql import quoted, text
from gainful.exchange.tables import columnar
from gainful.exchange.tables.errors import UnreadableColumns, UnreadableTable
from gainful.exchange.tables.plain_text import plain_text

SAVE = "Save it as CSV (UTF-8), .xlsx, Parquet, Arrow or Stata."


@dataclass(frozen=True, slots=True)
class Source:
    """The SQL that reads a file, in any order by all cores or in the order of its rows by one; what to tell."""

    sql: str
    in_order: str
    heading_number: int = 1
    notes: tuple[str, ...] = ()


def source_of(duck: Any, path: Path) -> Source:
    """Return what DuckDB reads a file with, every cell of a text as text; UnreadableColumns where it cannot."""
    if not path.is_file():
        raise UnreadableColumns(f"{path} is not there. Check the path.")
    if not path.stat().st_size:
        raise UnreadableColumns(f"{path.name} is empty. Give a row of headings and a row each below it.")
    kind = path.suffix.lower()
    if kind in columnar.STATA | columnar.ARROW:
        name = _in_batches(duck, path)
        return Source(name, name)
    source = _parquet(path) if kind in columnar.PARQUET else _text(duck, path)
    try:
        duck.execute(f"SELECT * FROM {source.sql} LIMIT 1")
    except read_errors() as error:
        raise UnreadableColumns(
            f"{path.name} cannot be read as a table. {SAVE} (What was found: {_found(error)})"
        ) from error
    return source


def _found(error: Exception) -> str:
    """Return the line of the reader's message that says what is wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = lines[1] if len(lines) > 1 and lines[0].endswith(tuple("0123456789")) else lines[0]
    return told[:160].rstrip(".")


def _parquet(path: Path) -> Source:
    read = f"read_parquet({text(str(path))})"
    return Source(read, read)


def _text(duck: Any, path: Path) -> Source:
    folder = Path(
        duck.execute("SELECT current_setting('temp_directory')").fetchone()[0]
    )  # goes with the connection
    try:
        plain = plain_text(path, folder)
    except UnreadableTable as error:
        raise UnreadableColumns(f"{path.name}: {error}") from error
    options = (
        f"all_varchar=true, header=true, null_padding=true, delim={text(plain.separator)}, quote='\"', escape='\"', "
        f"skip={plain.heading_number - 1}"
    )
    read = f"read_csv({text(str(plain.path))}, {options}"
    return Source(f"{read})", f"{read}, parallel=false)", plain.heading_number, plain.notes)


def _in_batches(duck: Any, path: Path) -> str:
    """Bring a Stata or Arrow file into a table of its own, some rows at a time."""
    name = quoted(f"columns of {path}")
    try:
        for place, (_, rows) in enumerate(columnar.batches(path)):
            begin = f"INSERT INTO {name}" if place else f"CREATE OR REPLACE TABLE {name} AS"
            duck.register("rows_of_file", rows)
            duck.execute(f"{begin} SELECT * FROM rows_of_file")
            duck.unregister("rows_of_file")
    except UnreadableTable as error:
        raise UnreadableColumns(f"{path.name}: {error}") from error
    return str(name)
