"""A wage file as a stream of pieces with the row each begins at: text, a spreadsheet, Parquet, Arrow or Stata."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.exchange.tables import columnar
from gainful.exchange.tables.errors import UnreadableColumns, UnreadableTable
from gainful.exchange.tables.headings import matched
from gainful.exchange.tables.plain_text import plain_text
from gainful.exchange.wage_records.columns import wage_columns

if TYPE_CHECKING:
    import pyarrow as pa

PIECE_BYTES = 16 * 2**20
CENTS = 2
"""Decimals of an amount in a file of numbers: 512.125 is no thousand, as a text might be."""


class UnreadableWages(ValueError):  # noqa: N818 - named for what the person is told
    """The file cannot be used as wage records; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: which heading is what, and of a text its signs."""

    path: Path
    """The file, or its copy as UTF-8 text."""
    columns: dict[str, str]
    """person, employer, year and quarter (or period), wages → heading"""
    headings: tuple[str, ...]
    delimiter: str = ","
    begins: int = 0
    """Byte after the heading row."""
    first_line: int = 2
    """The row below the headings, as a spreadsheet counts."""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Piece:
    """Some rows as text, each with its row number in the file; where the next piece begins."""

    table: pa.Table
    lines: Any
    """int64 array: the row number of each row of `table`"""
    next_place: int
    """Byte of a text, or place in a file of columns, that follows."""
    next_line: int
    broken: list[tuple[int, str]] = field(default_factory=list)
    """Rows that are not even rows: number and why."""


def identity(path: Path) -> str:
    """Return the hash of a file's content: the same file is never counted twice, whatever its name."""
    found = hashlib.blake2b(digest_size=10)
    with path.open("rb") as file:
        while block := file.read(PIECE_BYTES):
            found.update(block)
    return found.hexdigest()


def layout_of(path: Path, folder: Path) -> Layout:
    """Look at the headings; UnreadableWages where the file is empty or a column is missing.

    A text that is not UTF-8, or a spreadsheet, is written as UTF-8 text into `folder`.
    """
    if not path.is_file():
        raise UnreadableWages(f"{path} is not there. Check the path.")
    try:
        if columnar.is_columnar(path):
            headings = columnar.headings(path)
            return Layout(path, _columns(path.name, headings), headings)
        plain = plain_text(path, folder)
    except UnreadableTable as error:
        raise UnreadableWages(f"{path.name}: {error}") from None
    begins = 0
    with plain.path.open("rb") as file:
        for _ in range(plain.heading_number):
            begins += len(file.readline())
    columns = _columns(path.name, tuple(heading.removesuffix(" (2)") for heading in plain.header))
    first = plain.heading_number + 1
    return Layout(plain.path, columns, plain.header, plain.separator, begins, first, plain.notes)


def _columns(name: str, headings: tuple[str, ...]) -> dict[str, str]:
    try:
        return matched(name, headings, wage_columns(headings))
    except UnreadableColumns as error:
        raise UnreadableWages(str(error)) from None


def pieces(layout: Layout, place: int | None = None, line: int = 2) -> Iterator[Piece]:
    """Yield the file from a place on; memory holds a piece: 16 MiB of text, or a part of a file of columns."""
    if columnar.is_columnar(layout.path):
        yield from _columnar_pieces(layout, place or 0, line)
    else:
        yield from _csv_pieces(layout.path, layout, layout.begins if place is None else place, line)


def _csv_pieces(path: Path, layout: Layout, place: int, line: int) -> Iterator[Piece]:
    with path.open("rb") as file:
        file.seek(place)
        while block := file.read(PIECE_BYTES):
            if len(block) == PIECE_BYTES:
                block += file.readline()
            place += len(block)
            rows = block.count(b"\n") + (not block.endswith(b"\n"))
            yield _csv_piece(block, layout, place, line, line + rows)
            line += rows


def _csv_piece(block: bytes, layout: Layout, place: int, line: int, next_line: int) -> Piece:
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    broken: list[tuple[int, str]] = []
    empty: list[int] = []

    def refused(row: Any) -> str:
        number = line + row.number - 1
        if row.text.strip():
            broken.append(
                (number, f"{row.actual_columns} cells where the headings are {row.expected_columns}")
            )
        else:
            empty.append(number)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            io.BytesIO(block),
            arrow_csv.ReadOptions(
                use_threads=False,
                column_names=layout.headings,
                block_size=len(block) + 1,
            ),
            arrow_csv.ParseOptions(
                delimiter=layout.delimiter, ignore_empty_lines=False, invalid_row_handler=refused
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(layout.headings, pa.string()),
                include_columns=list(layout.columns.values()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise UnreadableWages(f"Near row {line:,}: {str(error)[:160]}") from None
    lines = np.arange(line, next_line, dtype=np.int64)
    gone = [number - line for number in (*empty, *(number for number, _ in broken))]
    lines = np.delete(lines, gone)
    if len(lines) != table.num_rows:
        raise UnreadableWages(
            f"Between rows {line:,} and {next_line:,} a quoted cell runs over several rows. Take the line break out."
        )
    return Piece(table.rename_columns(list(layout.columns)), lines, place, next_line, broken)


def _columnar_pieces(layout: Layout, place: int, line: int) -> Iterator[Piece]:
    import numpy as np
    import pyarrow as pa

    for next_place, rows in columnar.batches(layout.path, list(layout.columns.values()), place):
        cells = [
            columnar.as_text(rows[heading], decimals=CENTS if name == "wages" else None)
            for name, heading in layout.columns.items()
        ]
        lines = np.arange(line, line + rows.num_rows, dtype=np.int64)
        line += rows.num_rows
        yield Piece(pa.table(cells, names=list(layout.columns)), lines, next_place, line)
