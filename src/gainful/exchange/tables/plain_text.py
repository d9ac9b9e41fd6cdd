"""A table as UTF-8 text that fast readers take as it is: the file itself where it is so already, else a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gainful.exchange.tables.encodings import transcoded
from gainful.exchange.tables.headings import Field
from gainful.exchange.tables.opening import Table, open_table
from gainful.exchange.tables.separated import text_of
from gainful.exchange.tables.writing import write_csv

KEPT_AS_TEXT = '="'
"""How a spreadsheet's export keeps zeros in front; such a file is written out anew."""
SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class PlainText:
    """Where the text of a table is, how it is split, and on which line its headings stand."""

    path: Path
    separator: str
    heading_number: int
    header: tuple[str, ...]
    notes: tuple[str, ...] = ()


def plain_text(path: Path, folder: Path, fields: Sequence[Field] = ()) -> PlainText:
    """Return a text table or spreadsheet as UTF-8 text; what must be written anew goes into `folder`.

    UnreadableTable says what the file is where it is no table.
    """
    table = open_table(path, path.name, fields, bounded=False)
    if table.text is None:
        return _written(table, path, folder)
    encoding = table.text.encoding
    notes = tuple(note for note in table.notes if not note.startswith("Columns are separated"))
    place = PlainText(path, table.text.separator, table.heading_number, table.header, notes)
    with path.open("rb") as stream:
        if KEPT_AS_TEXT in text_of(stream, encoding).read(SAMPLE):
            return _written(table, path, folder)
        if encoding.plain:
            return place
        copy = _place(path, folder)
        with copy.open("wb") as target:
            target.writelines(transcoded(stream, encoding))
    return replace(place, path=copy)


def _place(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{path.stem}-{abs(hash(path.resolve())):x}.csv"


def _written(table: Table, path: Path, folder: Path) -> PlainText:
    """Write a table out as CSV: a line a record, so that its row numbers are those of the records."""
    copy = _place(path, folder)
    write_csv(copy, table.header, (line.cells for line in table.lines()))
    return PlainText(copy, ",", 1, table.header, (*table.notes, *table.left_out_note()))
