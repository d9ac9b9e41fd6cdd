"""What DuckDB reads a file with: CSV of any usual make, Parquet, or Stata."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

from gainful.exchange.outcome_files.cells import quoted, text
from gainful.exchange.outcome_files.columns import UnreadableColumns

PARQUET, STATA = {".parquet", ".pq"}, {".dta"}
STATA_ROWS = 200_000
BLOCK = 2**22
SAVE = "Save it as CSV (UTF-8), Parquet or Stata."


def source_of(duck: Any, path: Path) -> str:
    """Return what DuckDB reads a file with, every cell of a CSV as text; UnreadableColumns where it cannot."""
    import duckdb

    if not path.is_file():
        raise UnreadableColumns(f"{path} is not there. Check the path.")
    if not path.stat().st_size:
        raise UnreadableColumns(f"{path.name} is empty. Give a row of headings and a row each below it.")
    kind = path.suffix.lower()
    if kind in STATA:
        return _stata(duck, path)
    source = f"read_parquet({text(str(path))})" if kind in PARQUET else _csv(path)
    try:
        duck.execute(f"SELECT * FROM {source} LIMIT 1")
    except duckdb.Error as error:
        raise UnreadableColumns(
            f"{path.name} cannot be read as a table. {SAVE} (What was found: {_found(error)})"
        ) from error
    return source


def _found(error: Exception) -> str:
    """Return the line of the reader's message that says what is wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = lines[1] if len(lines) > 1 and lines[0].endswith(tuple("0123456789")) else lines[0]
    return told[:160].rstrip(".")


def _csv(path: Path) -> str:
    """Return the reader of a CSV: Latin-1 where it is not UTF-8."""
    decoder, encoding = codecs.getincrementaldecoder("utf-8")(), ""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\x00" in block:
                raise UnreadableColumns(f"{path.name} is not a text file. {SAVE}")
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                encoding = ", encoding='latin-1'"
                break
    return f"read_csv({text(str(path))}, all_varchar=true, header=true, null_padding=true{encoding}, parallel=false)"


def _stata(duck: Any, path: Path) -> str:
    """Bring a Stata file into a table of its own, some rows at a time; labels stand for their codes."""
    import pandas as pd

    name = quoted(f"stata {path}")
    try:
        with pd.read_stata(path, chunksize=STATA_ROWS) as file:
            for place, rows in enumerate(file):
                begin = f"INSERT INTO {name}" if place else f"CREATE OR REPLACE TABLE {name} AS"
                duck.register("stata_rows", _with_labels(rows))
                duck.execute(f"{begin} SELECT * FROM stata_rows")
                duck.unregister("stata_rows")
    except (ValueError, OSError, KeyError) as error:
        raise UnreadableColumns(
            f"{path.name} cannot be read as Stata: {str(error)[:120]}. Save it again."
        ) from error
    return str(name)


def _with_labels(rows: Any) -> Any:
    """Return rows of Stata with text in place of coded labels; numbers and days stay."""
    import pandas as pd

    texts = [
        name
        for name in rows.columns
        if not pd.api.types.is_numeric_dtype(rows[name]) and not pd.api.types.is_datetime64_dtype(rows[name])
    ]
    return rows.astype(dict.fromkeys(texts, "string"))
