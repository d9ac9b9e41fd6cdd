"""Tables as an agency publishes them: every row from the first line on, nothing guessed and nothing left out.

Releases of O*NET, projections of BLS and layouts of PIRL have titles above their headings, or no headings; who reads
them knows where to look. Workbooks are read by calamine: a tenth of the time that openpyxl takes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Literal

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.separated import open_separated

TEXTS = frozenset({".csv", ".txt", ".tsv"})


def published_sheets(path: Path) -> Iterator[list[list[str]]]:
    """Yield the rows of each sheet as trimmed text, of a text file those of the whole; UnreadableTable with a hint."""
    try:
        if path.suffix.lower() in TEXTS:
            with path.open("rb") as stream:
                yield [list(line.cells) for line in open_separated(stream).rows()]
            return
        for rows in workbook_sheets(path.read_bytes()):
            yield [[_text(cell) for cell in row] for row in rows]
    except FileNotFoundError as error:
        raise UnreadableTable(f"{path} is not there.", "Check the path.") from error
    except OSError as error:
        raise UnreadableTable(f"{path} cannot be opened: {error.strerror}.", "Check the path.") from error


def workbook_sheets(data: bytes) -> Iterator[Iterator[list[Any]]]:
    """Yield the rows of each sheet of a workbook as it keeps them: numbers, days, text, "" where a cell is empty."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            yield book.get_sheet_by_name(name).iter_rows()
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableTable("This is no readable workbook.", "Download it again.") from error


def published_text(stream: BinaryIO, *, tabs: bool) -> Iterator[list[str]]:
    """Yield the rows of UTF-8 text, separated by tabs without quotation as O*NET writes it, or by commas."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
    with io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
        try:
            yield from csv.reader(text, delimiter="\t" if tabs else ",", quoting=quoting)
        except UnicodeDecodeError as error:
            raise UnreadableTable(
                f"This is not UTF-8 text ({error.reason}).", "Use the file as published."
            ) from error
        except csv.Error as error:
            raise UnreadableTable(
                f"This cannot be read as a table ({error}).", "Use the file as published."
            ) from error


def published_parquet(stream: BinaryIO) -> Iterator[Sequence[Any]]:
    """Yield the names of a Parquet file's columns, then its rows."""
    import pyarrow.parquet as pq

    with stream:
        table = pq.read_table(io.BytesIO(stream.read()))
    yield list(table.column_names)
    yield from zip(*(column.to_pylist() for column in table.columns), strict=True)


def _text(cell: Any) -> str:
    """Return a cell as the text of the file says it: 100.0 of a workbook is 100."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
