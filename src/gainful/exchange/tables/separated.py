"""Text tables: CSV, TSV and their kin, as a stream of rows that can be read again."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from gainful.exchange.tables.encodings import Encoding, detect_encoding
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.line import Line

SEPARATORS = ",;\t|"
IN_WORDS = {";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE = 65_536
LINES = 40
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*")


@dataclass(slots=True)
class Separated:
    """An opened text table: its separator, what to tell, and its rows from the start as often as asked."""

    separator: str
    encoding: Encoding
    notes: list[str]
    rows: Callable[[], Iterator[Line]]


def open_separated(stream: BinaryIO, *, tidy: bool = True, quotes: bool = True) -> Separated:
    """Open a text table; `tidy` takes spaces off the cells, without `quotes` a quotation mark is a letter."""
    encoding = detect_encoding(stream)
    sample = text_of(stream, encoding).read(SAMPLE)
    told = _SEP.match(sample)
    separator = told[1] if told else detect_separator(sample)
    notes = list(encoding.notes)
    if separator in IN_WORDS and not told:
        notes.append(f"Columns are separated by {IN_WORDS[separator]}.")

    def rows() -> Iterator[Line]:
        source = _LastRow(text_of(stream, encoding))
        quoting: Any = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
        reader = csv.reader(source, delimiter=separator, quoting=quoting)
        try:
            for at, cells in enumerate(reader):
                source.ended()
                if not (told and at == 0):
                    yield Line(reader.line_num, tuple(map(clean, cells) if tidy else cells))
            if quotes:
                source.require_closed(separator, reader.line_num)
        except csv.Error as error:
            hint = "Open it in a spreadsheet and save it again as CSV."
            raise UnreadableTable(f"Line {reader.line_num} cannot be read: {error}.", hint) from error

    return Separated(separator, encoding, notes, rows)


_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
MAX_CELL = 20_000


def clean(cell: str) -> str:
    """Return a cell without spaces around it; `="0012"`, with which zeros are kept from a spreadsheet, is 0012."""
    if not cell:
        return cell
    value = cell.replace("\x00", "").replace("\xa0", " ").strip()[:MAX_CELL]
    if value.startswith('="') and (kept := _KEPT_AS_TEXT.fullmatch(value)):
        return kept[1]
    return value


class _LastRow:
    """The lines of a text, remembering those of the row that was read last."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text, self._row, self._next = text, list[str](), list[str]()

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self._next.append(line)
            yield line

    def ended(self) -> None:
        """Note that the lines so far were one row."""
        self._row, self._next = self._next, []

    def require_closed(self, separator: str, number: int) -> None:
        """Refuse a quotation mark that nothing closes: the reader takes all lines after it for one cell."""
        try:
            for _ in csv.reader(self._row, delimiter=separator, strict=True):
                pass
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise UnreadableTable(
                    f"A quotation mark opens on line {number - len(self._row) + 1} and is never closed.",
                    "Take it out, or write it twice where it belongs to the text.",
                ) from None


def text_of(stream: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """Return the stream from its start as text; the wrapper does not close it."""
    stream.seek(0)
    raw: Any = _Unclosed(stream)
    return io.TextIOWrapper(raw, encoding=encoding.codec, errors=encoding.errors, newline="")


class _Unclosed(io.RawIOBase):
    """A stream that stays open when its text wrapper goes away, so that it can be read twice."""

    def __init__(self, stream: BinaryIO) -> None:
        self._inner = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read1(self, size: int = -1) -> bytes:
        return self._inner.read(size)


def detect_separator(sample: str) -> str:
    """Return the separator that splits the first lines most evenly; comma when nothing does.

    One that splits every line into as many parts goes before all others; titles above a table have one part.
    """
    best, best_score = ",", (False, 0.0)
    lines = sample.splitlines()
    lines = lines[: min(LINES, max(1, len(lines) - 1))]
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        counted = Counter(width for width in widths if width > 1)
        if not counted:
            continue
        width, times = max(counted.items(), key=lambda item: item[0] * item[1])
        score = (times == len(widths), width * times / len(widths))
        if score > best_score:
            best, best_score = separator, score
    return best
