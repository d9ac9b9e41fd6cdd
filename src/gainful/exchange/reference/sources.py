"""Open a published release in whatever form it came: text zip, text or xlsx folder, or Parquet folder."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from gainful.exchange.reference.errors import ReleaseError

Columns = dict[str, list[str]]
"""A table as text, column by column; an empty cell is the empty string."""

MAX_BYTES = 2_000_000_000
SUFFIXES = (".txt", ".xlsx", ".parquet", ".csv")


def _key(name: str) -> str:
    """Fold a file or column name so that spaces, underscores, commas and case do not matter."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


class Release:
    """The files of one release, found by table name whatever the packaging."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive: zipfile.ZipFile | None = None
        self._files: dict[str, str] = {}
        if path.is_dir():
            names: Iterable[str] = (str(f.relative_to(path)) for f in sorted(path.rglob("*")) if f.is_file())
        elif path.suffix.lower() == ".zip" and path.is_file():
            names = self._open_archive(path)
        else:
            raise ReleaseError(
                f"There is no release at {path}.", "Give the folder or the .zip file as downloaded."
            )
        for name in names:
            stem, suffix = Path(name).stem, Path(name).suffix.lower()
            if suffix in SUFFIXES:
                self._files.setdefault(_key(stem), name)

    def _open_archive(self, path: Path) -> list[str]:
        try:
            self._archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise ReleaseError(f"{path.name} is not a readable zip file.", "Download it again.") from error
        size = sum(item.file_size for item in self._archive.infolist())
        if size > MAX_BYTES:
            raise ReleaseError(
                f"{path.name} unpacks to {size / 1e9:.1f} GB.", "No official release is that large: check it."
            )
        return self._archive.namelist()

    def find(self, names: Sequence[str]) -> str | None:
        """Return the file of the first table name that this release holds, or None."""
        return next((self._files[_key(name)] for name in names if _key(name) in self._files), None)

    def holdings(self) -> list[str]:
        """Name the files found, for an error message."""
        return sorted(self._files.values())

    def read(self, names: Sequence[str], columns: Mapping[str, Sequence[str]]) -> Columns:
        """Read the wanted columns of a table; `columns` maps our word to the headers it may go by.

        Raises ReleaseError naming the table, or the column, that is not there.
        """
        file = self.find(names)
        if file is None:
            raise ReleaseError(
                f'The table "{names[0]}" is missing from {self.path.name}.',
                f"Files found there: {', '.join(self.holdings()[:12]) or 'none'}. "
                "Give the whole release as published.",
            )
        rows = self._rows(file)
        header = [_key(cell) for cell in next(rows, [])]
        places = {word: self._place(file, header, options) for word, options in columns.items()}
        table: Columns = {word: [] for word in columns}
        appenders = [(table[word].append, place) for word, place in places.items()]
        for row in rows:
            width = len(row)
            if not any(row):
                continue
            for append, place in appenders:
                append(row[place] if place < width else "")
        return table

    def _place(self, file: str, header: list[str], options: Sequence[str]) -> int:
        for option in options:
            if _key(option) in header:
                return header.index(_key(option))
        raise ReleaseError(
            f'The column "{options[0]}" is missing from "{Path(file).name}".',
            f"Columns found: {', '.join(header) or 'none'}. Use the file as published, headers included.",
        )

    def _rows(self, file: str) -> Iterator[list[str]]:
        suffix = Path(file).suffix.lower()
        data = self._archive.read(file) if self._archive else (self.path / file).read_bytes()
        if suffix == ".xlsx":
            return _xlsx_rows(data, file)
        if suffix == ".parquet":
            return _parquet_rows(data)
        delimiter = "\t" if suffix == ".txt" else ","
        quoting: Literal[0, 3] = csv.QUOTE_NONE if suffix == ".txt" else csv.QUOTE_MINIMAL
        text = io.StringIO(_decode(data, file), newline="")
        return iter(csv.reader(text, delimiter=delimiter, quoting=quoting))


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReleaseError(
            f'"{Path(file).name}" is not UTF-8 text (byte {error.start}).', "Use the file as published."
        ) from error


def _xlsx_rows(data: bytes, file: str) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ReleaseError(
            f'"{Path(file).name}" is not a readable workbook.', "Download it again."
        ) from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]


def _parquet_rows(data: bytes) -> Iterator[list[str]]:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(data))
    yield list(table.column_names)
    columns = [column.to_pylist() for column in table.columns]
    for row in zip(*columns, strict=True):
        yield ["" if cell is None else str(cell) for cell in row]
