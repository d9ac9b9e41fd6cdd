"""Spreadsheets (.xlsx, without macros): the sheet that holds the table, the values that its cells show."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.furniture import LOOKED_AT, heading_line
from gainful.exchange.tables.headings import Field, known_headings
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.separated import clean

MAX_UNPACKED = 600 * 2**20
MAX_RATIO = 150
MAX_COLUMNS = 200
EXCEL_ROWS = 1_048_576
"""The last row a sheet can have; a file that names a later one is not read on to it."""
LARGEST = 1e15
"""From here on the digits of a number in a spreadsheet are not those that were typed."""
_FORMULA = re.compile(rb"<f[ >/]")
_ZEROS = re.compile(r"0{2,}(?:\\?-0+)*")


@dataclass(slots=True)
class Workbook:
    """An opened spreadsheet: what to tell, and the rows of its table from the start as often as asked."""

    notes: list[str]
    rows: Callable[[], Iterator[Line]]


def open_workbook(stream: BinaryIO, filename: str, fields: Sequence[Field] = ()) -> Workbook:
    """Open a workbook at the sheet that looks most like the table that is wanted."""
    formulas = _check_zip(stream, filename)
    book = _loaded(stream, data_only=True)
    if not book.worksheets:
        raise UnreadableTable("This Excel file has no sheet with cells.", "Save the table as .xlsx or CSV.")
    place = _sheet_of_table(book, fields)
    sheet = book.worksheets[place]
    written = _loaded(stream, data_only=False).worksheets[place] if formulas else None
    padded = any(_ZEROS.fullmatch(form) for form in book._number_formats)  # noqa: SLF001 - no public way

    def rows() -> Iterator[Line]:
        try:
            if written is not None:
                yield from _beside_formulas(sheet, written)
            else:
                yield from _as_shown(sheet) if padded else _values(sheet)
        except UnreadableTable:
            raise
        except Exception as error:
            raise _damaged() from error

    return Workbook(_told(book, place), rows)


def _told(book: Any, place: int) -> list[str]:
    others = [sheet.title for at, sheet in enumerate(book.worksheets) if at != place]
    if not others:
        return []
    if place == 0:
        return [f"Only the first sheet, “{book.worksheets[0].title}”, was read."]
    listed = ", ".join(f"“{title}”" for title in others[:4])
    return [f"The sheet “{book.worksheets[place].title}” was read; {listed} left out."]


def _loaded(stream: BinaryIO, *, data_only: bool) -> Any:
    import openpyxl

    stream.seek(0)
    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:
        raise _damaged() from error


def _sheet_of_table(book: Any, fields: Sequence[Field]) -> int:
    """Return the place of the sheet with the most headings that are known, else of the first that holds a table."""
    if len(book.worksheets) == 1:
        return 0
    scores = []
    for place, sheet in enumerate(book.worksheets):
        try:
            first = [line.cells for line in islice(_values(sheet, most=LOOKED_AT), LOOKED_AT)]
        except Exception as error:
            raise _damaged() from error
        header = first[heading_line(first, fields)] if first else ()
        wide = sum(1 for cell in header if cell)
        scores.append((known_headings(header, fields), wide >= 2 and len(first) >= 2, bool(first), -place))
    best = max(scores)
    if best[0] < 2:
        best = max(score for score in scores if score[1:3] == max(one[1:3] for one in scores))
    return -best[-1]


def _values(sheet: Any, most: int = EXCEL_ROWS) -> Iterator[Line]:
    sheet.reset_dimensions()
    found = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1, max_row=min(most, EXCEL_ROWS))
    for number, values in enumerate(found, start=1):
        if values.count(None) < len(values):  # an empty row costs next to nothing
            yield Line(number, tuple(clean(as_text(value)) for value in values))


def _as_shown(sheet: Any) -> Iterator[Line]:
    """Yield rows where some cells show zeros in front that their numbers do not have (ZIP codes, keys)."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, max_row=EXCEL_ROWS), start=1):
        if any(cell.value is not None for cell in cells):
            yield Line(number, tuple(clean(_padded(cell)) for cell in cells))


def _padded(cell: Any) -> str:
    value = cell.value
    if (
        not isinstance(value, int | float)
        or isinstance(value, bool)
        or not _ZEROS.fullmatch(cell.number_format)
    ):
        return as_text(value)
    form = cell.number_format.replace("\\", "")
    digits = iter(as_text(value).zfill(form.count("0")))
    return "".join(next(digits, "") if sign == "0" else sign for sign in form) + "".join(digits)


def _beside_formulas(sheet: Any, written: Any) -> Iterator[Line]:
    """Yield the saved values; a formula without one leaves a cell that says so, with its name."""
    from openpyxl.utils import get_column_letter

    sheet.reset_dimensions()
    written.reset_dimensions()
    limits = {"max_col": MAX_COLUMNS + 1, "max_row": EXCEL_ROWS}
    both = zip(sheet.iter_rows(**limits), written.iter_rows(values_only=True, **limits), strict=False)
    for number, (cells, formulas) in enumerate(both, start=1):
        texts = tuple(
            f"#NO VALUE! {get_column_letter(at)}{number}"
            if cell.value is None and formula is not None
            else clean(_padded(cell))
            for at, (cell, formula) in enumerate(zip(cells, formulas, strict=False), start=1)
        )
        if any(texts):
            yield Line(number, texts)


def as_text(value: Any) -> str:
    """Return a cell's value as text: whole numbers without a point, days as 2024-03-31."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and abs(value) >= LARGEST:
        return f"{value:E}"  # 1.234568E+17: a spreadsheet keeps no more than fifteen digits of a number
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)


def _damaged() -> UnreadableTable:
    return UnreadableTable("This Excel file is damaged.", "Open it and save it again as .xlsx or CSV.")


def _check_zip(stream: BinaryIO, filename: str) -> bool:
    """Refuse macros, archives that are no workbooks, and bombs; return whether a sheet has formulas."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries, filename)
            sheets = [entry for entry in entries if entry.filename.lower().startswith("xl/worksheets/")]
            return any(_has_formula(archive, entry) for entry in sheets if not entry.is_dir())
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise _damaged() from error


def _refuse_unsafe(entries: list[zipfile.ZipInfo], filename: str) -> None:
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


def _has_formula(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    tail = b""
    with archive.open(entry) as sheet:
        while block := sheet.read(2**20):
            if _FORMULA.search(tail + block):
                return True
            tail = block[-4:]
    return False
