"""Open a table that somebody sends: text in any common encoding and separator, or a spreadsheet; streamed."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.furniture import LOOKED_AT, heading_line, is_furniture, may_be_total
from gainful.exchange.tables.headings import Field
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.separated import Separated, open_separated
from gainful.exchange.tables.workbooks import MAX_COLUMNS, open_workbook

MAX_BYTES = 200 * 2**20
MAX_ROWS = 1_000_000
TOLD = 5
"""Lines left out that are named."""


@dataclass(slots=True)
class Table:
    """A header and a stream of lines; `lines()` can be asked for again and reads from the start."""

    header: tuple[str, ...]
    notes: list[str] = field(default_factory=list)
    _source: Any = None
    heading_number: int = 1
    """The line of the headings as a spreadsheet shows it."""
    left_out: dict[int, str] = field(default_factory=dict)
    """Lines below the headings that are no records, as far as the table was read: number and text."""
    most_rows: int | None = MAX_ROWS
    text: Separated | None = None
    """How the file is written where it is text."""

    def lines(self) -> Iterator[Line]:
        """Yield the records below the header; empty lines, totals and footers are left out, short ones filled up."""
        width = len(self.header)
        count = 0
        for line in self._source():
            if self._is_furniture(line):
                self.left_out[line.number] = " ".join(cell for cell in line.cells if cell)[:60]
                continue
            count += 1
            if self.most_rows is not None and count > self.most_rows:
                raise UnreadableTable(
                    f"The file has more than {self.most_rows:,} rows.", "Split it and import the parts."
                )
            yield Line(line.number, line.cells[:width] + ("",) * (width - len(line.cells)))

    def _is_furniture(self, line: Line) -> bool:
        cells = line.cells
        few = sum(1 for cell in cells[:8] if cell) <= 2 and sum(1 for cell in cells if cell) <= 8
        return (few or may_be_total(cells[0]) or cells == self.header) and is_furniture(cells, self.header)

    def lines_as_written(self) -> Iterator[Line]:
        """Yield every line below the header that is not empty, with as many cells as it has."""
        yield from self._source()

    def left_out_note(self) -> list[str]:
        """Return what was left out as one sentence, none where nothing was."""
        if not self.left_out:
            return []
        named = [f"line {number} (“{text}”)" for number, text in list(self.left_out.items())[:TOLD]]
        more = f" and {len(self.left_out) - TOLD:,} more" if len(self.left_out) > TOLD else ""
        return [f"Left out as no records: {', '.join(named)}{more}."]


def open_table(
    source: bytes | Path | BinaryIO,
    filename: str,
    fields: Sequence[Field] = (),
    *,
    bounded: bool = True,
    tidy: bool = True,
) -> Table:
    """Open a CSV, TSV or XLSX file; raise `UnreadableTable` with a hint where it cannot be one.

    `fields` are those that are looked for: they help to find the sheet and the line with the headings. `bounded`
    refuses files larger than a page should take; `tidy` takes spaces off the cells.
    """
    stream = _stream(source)
    magic = _checked_start(stream, bounded=bounded)
    if magic.startswith(b"PK"):
        book = open_workbook(stream, filename, fields)
        return _table(book.rows, book.notes, fields, bounded=bounded)
    opened = open_separated(stream, tidy=tidy)
    table = _table(opened.rows, opened.notes, fields, bounded=bounded)
    table.text = opened
    return table


def _checked_start(stream: BinaryIO, *, bounded: bool) -> bytes:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise UnreadableTable("The file is empty.", "Export it again and check that it has rows.")
    if bounded and size > MAX_BYTES:
        raise UnreadableTable(
            f"The file is larger than {MAX_BYTES >> 20} MB.", "Split it and import the parts."
        )
    magic = stream.read(8)
    stream.seek(0)
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(
            "This is an old Excel file (.xls) or a locked one.", "Save it as .xlsx or CSV, unlocked."
        )
    if magic.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise UnreadableTable("This is not a spreadsheet.", "Save the table as .xlsx or CSV.")
    return magic


def _stream(source: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        try:
            return _OwnFile(source)
        except FileNotFoundError as error:
            raise UnreadableTable(f"{source} is not there.", "Check the path.") from error
        except OSError as error:
            raise UnreadableTable(
                f"{source} cannot be opened: {error.strerror}.", "Check the path."
            ) from error
    return source


class _OwnFile(io.FileIO):
    """A file that is closed when nobody reads it any more."""

    def __del__(self) -> None:
        self.close()


def _table(
    rows: Callable[[], Iterator[Line]], notes: list[str], fields: Sequence[Field], *, bounded: bool
) -> Table:
    """Find the line of the headings and name every column once."""
    first = list(islice((line for line in rows() if any(line.cells)), LOOKED_AT))
    if not first:
        raise UnreadableTable("The file has no text in it.", "Check that you exported the right sheet.")
    place = heading_line([line.cells for line in first], fields)
    heading = first[place]
    cells = list(heading.cells)
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise UnreadableTable(f"The file has more than {MAX_COLUMNS} columns.", "Keep the columns you need.")
    if place:
        above = next(cell for cell in first[0].cells if cell)
        notes.append(
            f"The headings are those of line {heading.number}; what stands above (“{above[:60]}”) is left out."
        )
    header = _unique(cells, notes)

    def below() -> Iterator[Line]:
        return (line for line in rows() if line.number > heading.number and any(line.cells))

    most = MAX_ROWS if bounded else None
    return Table(header, notes, below, heading.number, most_rows=most)


def _unique(cells: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split())[:120] or f"Column {place}"
        seen[name.casefold()] += 1
        times = seen[name.casefold()]
        if times > 1:
            notes.append(f"The heading “{name}” stands twice; the second is called “{name} (2)”.")
        names.append(name if times == 1 else f"{name} ({times})")
    return tuple(names)
