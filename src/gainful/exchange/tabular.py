"""Spreadsheets in and out: CSV in any common encoding and separator, XLSX without macros, streamed."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

MAX_BYTES = 200 * 2**20
MAX_UNPACKED = 600 * 2**20
MAX_RATIO = 150
MAX_COLUMNS = 200
MAX_ROWS = 1_000_000
MAX_CELL = 20_000
EXCEL_ROWS = 1_048_576
"""The last row a sheet can have; a file that names a later one is not read on to it."""
SEPARATORS = ",;\t|"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula, also in the wide letters that East Asian spreadsheets take for the narrow ones (OWASP)."""


class UnreadableTable(ValueError):  # noqa: N818 - named for what the person is told
    """The file cannot be read as a table: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as a spreadsheet shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """A header and a stream of lines; `lines()` can be asked for again and reads from the start."""

    header: tuple[str, ...]
    notes: list[str] = field(default_factory=list)
    _source: Any = None

    def lines(self) -> Iterator[Line]:
        """Yield the lines below the header; empty lines are left out, short ones are filled up."""
        width = len(self.header)
        for count, line in enumerate(self._source()):
            if count >= MAX_ROWS:
                raise UnreadableTable(
                    f"The file has more than {MAX_ROWS:,} rows.", "Split it and import the parts."
                )
            cells = line.cells[:width] + ("",) * (width - len(line.cells))
            yield Line(line.number, cells)


def open_table(source: bytes | Path | BinaryIO, filename: str) -> Table:
    """Open a CSV, TSV or XLSX file; raise `UnreadableTable` with a hint where it cannot be one."""
    stream = _stream(source)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise UnreadableTable("The file is empty.", "Export it again and check that it has rows.")
    if size > MAX_BYTES:
        raise UnreadableTable(
            f"The file is larger than {MAX_BYTES >> 20} MB.", "Split it and import the parts."
        )
    magic = stream.read(8)
    stream.seek(0)
    if magic.startswith(b"PK"):
        return _open_xlsx(stream, filename)
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(
            "This is an old Excel file (.xls) or a locked one.", "Save it as .xlsx or CSV, unlocked."
        )
    if magic.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise UnreadableTable("This is not a spreadsheet.", "Save the table as .xlsx or CSV.")
    return _open_csv(stream)


def _stream(source: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        try:
            return _OwnFile(source)
        except OSError as error:
            raise UnreadableTable(
                f"{source} cannot be opened: {error.strerror}.", "Check the path."
            ) from error
    return source


class _OwnFile(io.FileIO):
    """A file that is closed when nobody reads it any more."""

    def __del__(self) -> None:
        self.close()


def detect_encoding(stream: BinaryIO) -> str:
    """Return the text encoding of a stream: by its mark, by valid UTF-8, else Western European (cp1252)."""
    stream.seek(0)
    head = stream.read(4096)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    zeros = head.count(0)
    if zeros:
        if zeros < len(head) * 0.2:
            raise UnreadableTable("The file holds binary data.", "Save the table as .xlsx or CSV.")
        return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while chunk := stream.read(1 << 20):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _open_csv(stream: BinaryIO) -> Table:
    encoding = detect_encoding(stream)
    notes = ["Read as Western European text (Latin-1)."] if encoding == "cp1252" else []
    sample = _text(stream, encoding).read(65_536)
    separator = detect_separator(sample)
    if separator != ",":
        notes.append(
            f"Columns are separated by {({';': 'semicolons', chr(9): 'tabs', '|': 'bars'})[separator]}."
        )

    def rows() -> Iterator[Line]:
        source = _LastRow(_text(stream, encoding))
        reader = csv.reader(source, delimiter=separator)
        try:
            for cells in reader:
                source.ended()
                yield Line(reader.line_num, tuple(_clean(cell) for cell in cells))
            source.require_closed(separator, reader.line_num)
        except csv.Error as error:
            hint = "Open it in a spreadsheet and save it again as CSV."
            raise UnreadableTable(f"Line {reader.line_num} cannot be read: {error}.", hint) from error

    return _table(rows, notes)


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


def _text(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Return the stream from its start as text; the wrapper does not close it."""
    stream.seek(0)
    return io.TextIOWrapper(_Unclosed(stream), encoding=encoding, errors="replace", newline="")  # type: ignore[arg-type]


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
    """Return the separator that splits the first lines most evenly; comma when nothing does."""
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(sample.splitlines()[:20], delimiter=separator) if row]
        if not widths or widths[0] < 2:
            continue
        score = widths[0] * widths.count(widths[0]) / len(widths)
        if score > best_score:
            best, best_score = separator, score
    return best


def _open_xlsx(stream: BinaryIO, filename: str) -> Table:
    _check_zip(stream, filename)
    import openpyxl

    stream.seek(0)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        raise _damaged() from error
    if not book.worksheets:
        raise UnreadableTable("This Excel file has no sheet with cells.", "Save the table as .xlsx or CSV.")
    sheet = book.worksheets[0]
    notes = [f"Only the first sheet, “{sheet.title}”, was read."] if len(book.worksheets) > 1 else []

    def rows() -> Iterator[Line]:
        sheet.reset_dimensions()
        found = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1, max_row=EXCEL_ROWS)
        try:
            for number, values in enumerate(found, start=1):
                if values.count(None) < len(values):  # an empty row costs next to nothing
                    yield Line(number, tuple(_clean(_as_text(value)) for value in values))
        except UnreadableTable:
            raise
        except Exception as error:
            raise _damaged() from error

    return _table(rows, notes)


def _damaged() -> UnreadableTable:
    return UnreadableTable("This Excel file is damaged.", "Open it and save it again as .xlsx or CSV.")


def _check_zip(stream: BinaryIO, filename: str) -> None:
    """Refuse macros, archives that are not workbooks, and bombs, before anything is unpacked."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _damaged() from error
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names) or filename.lower().endswith(
        (".xlsm", ".xltm", ".xlsb")
    ):
        raise UnreadableTable(
            "This workbook can carry macros, so it is refused.", "Save it as .xlsx without macros."
        )
    if "xl/workbook.xml" not in names:
        raise UnreadableTable("This is an archive, not a spreadsheet.", "Save the table as .xlsx or CSV.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > MAX_UNPACKED or (unpacked > 50 * 2**20 and unpacked / packed > MAX_RATIO):
        raise UnreadableTable("This workbook unpacks to far too much data.", "Save only the table as CSV.")


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)


def _clean(cell: str) -> str:
    return cell and cell.replace("\x00", "").replace("\xa0", " ").strip()[:MAX_CELL]


def _table(rows: Any, notes: list[str]) -> Table:
    """Find the header (the first line with text) and name every column once."""
    first = next((line for line in rows() if any(line.cells)), None)
    if first is None:
        raise UnreadableTable("The file has no text in it.", "Check that you exported the right sheet.")
    cells = list(first.cells)
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise UnreadableTable(f"The file has more than {MAX_COLUMNS} columns.", "Keep the columns you need.")
    header = _unique(cells, notes)

    def below() -> Iterator[Line]:
        return (line for line in rows() if line.number > first.number and any(line.cells))

    return Table(header, notes, below)


def _unique(cells: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells, start=1):
        name = cell or f"column {place}"
        seen[name.casefold()] += 1
        times = seen[name.casefold()]
        if times == 2:
            notes.append(f"The heading “{name}” stands twice; the second is called “{name} (2)”.")
        names.append(name if times == 1 else f"{name} ({times})")
    return tuple(names)


def safe_cell(value: object) -> object:
    """Return a value that no spreadsheet will run: text that begins like a formula gets an apostrophe."""
    if isinstance(value, str) and value.startswith(RISKY):
        return f"'{value}"
    return "" if value is None else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a CSV with a byte-order mark (so that Excel reads UTF-8), formulas made harmless."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])
