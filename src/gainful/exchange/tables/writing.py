"""Tables out: text that no spreadsheet will run, CSV that every spreadsheet reads, and tables of our own read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula, also in the wide letters that East Asian spreadsheets take for the narrow ones (OWASP)."""


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


def csv_text(header: Sequence[object], rows: Iterable[Sequence[object]], *, line_end: str = "\r\n") -> str:
    """Return a CSV as it is, for files that programs read: whoever gives cells of other people makes them safe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def csv_writer(file: Any) -> Any:
    """Return what writes rows as they are to an open text file, for files that programs read."""
    return csv.writer(file)


class SafeWriter:
    """Writes rows that people open in a spreadsheet: the terminal's tables, formulas made harmless."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)

    def writerow(self, row: Iterable[object]) -> None:
        """Write one row."""
        self._writer.writerow([safe_cell(cell) for cell in row])

    def writerows(self, rows: Iterable[Iterable[object]]) -> None:
        """Write rows as they come."""
        for row in rows:
            self.writerow(row)


def own_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV that this program wrote or carries (UTF-8, commas, one row of headings)."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_csv(path: Path, header: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV as it is, in UTF-8, row by row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
