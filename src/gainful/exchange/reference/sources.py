"""Open a published release in whatever form it came: folder or zip of text, CSV, Excel or Parquet files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.published import published_parquet, published_text, workbook_sheets

Columns = dict[str, list[str]]
"""A table as text, column by column; an empty cell is the empty string."""

MAX_BYTES = 2_000_000_000
SUFFIXES = (".txt", ".csv", ".xlsx", ".parquet")
"""What is read; where one table is there in two forms, the earlier of these."""
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What Python's zipfile raises for a damaged, an encrypted or a strangely packed entry."""
OTHER_FORMS = {".json": "JSON", ".sql": "SQL", ".xls": "old Excel", ".xml": "XML"}
LANGUAGE = "_en"
"""ESCO ends the names of its English files so, in some releases all of them and in others only a part."""


def folded(name: str) -> str:
    """Fold a file or column name so that spaces, underscores, commas, case and ESCO's language do not matter."""
    return "".join(letter for letter in name.lower().removesuffix(LANGUAGE) if letter.isalnum())


def _is_rubbish(name: str) -> bool:
    """Say whether an entry is a Mac's shadow file (`__MACOSX/._Skills.txt`) or Excel's lock file (`~$Skills.xlsx`)."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$"))


class MissingColumnError(ReleaseError):
    """A table is there without a column that is read."""


class Release:
    """The files of one release, found by table name whatever the packaging."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive: zipfile.ZipFile | None = None
        self._files: dict[str, list[str]] = {}
        self._others: list[str] = []
        for name in sorted(n for n in self._names(path) if not _is_rubbish(n)):
            stem, suffix = Path(name).stem, Path(name).suffix.lower()
            if suffix in SUFFIXES:
                self._files.setdefault(folded(stem), []).append(name)
            elif not name.endswith("/"):
                self._others.append(name)

    def _names(self, path: Path) -> Iterable[str]:
        if path.is_dir():
            return (file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
        if path.is_file() and zipfile.is_zipfile(path) and path.suffix.lower() not in SUFFIXES:
            return self._open_archive(path)
        if path.is_file() and path.suffix.lower() in SUFFIXES:
            raise ReleaseError(f"{path.name} is one table of a release.", "Give the folder that it is in.")
        if path.is_file():
            raise ReleaseError(f"{path.name} is not a readable zip file.", "Download it again.")
        raise ReleaseError(
            f"There is no release at {path}.", "Give the folder or the .zip file as downloaded."
        )

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
        """Return the file of the first table name that this release holds, or None.

        Raises ReleaseError where two folders hold the table: which of two releases is meant cannot be known.
        """
        files = next((self._files[folded(name)] for name in names if folded(name) in self._files), None)
        if files is None:
            return None
        folders = {str(PurePosixPath(file).parent) for file in files}
        if len(folders) > 1:
            raise ReleaseError(
                f"{self.path.name} holds the table “{names[0]}” more than once: {', '.join(sorted(files))}.",
                "Give one release, that is one of these folders.",
            )
        return min(files, key=lambda file: SUFFIXES.index(Path(file).suffix.lower()))

    def holdings(self) -> list[str]:
        """Name the tables' files, for an error message."""
        return sorted(file for files in self._files.values() for file in files)

    def other_files(self) -> list[str]:
        """Name the files that are no tables, for an error message."""
        return sorted(self._others)

    def text(self, name: str) -> str:
        """Return a text file as it stands, such as "Read Me"; empty where the release has none."""
        file = self.find([name])
        if file is None or Path(file).suffix.lower() != ".txt":
            return ""
        with self._open(file) as data:
            return data.read(100_000).decode("utf-8", errors="replace")

    def header(self, file: str) -> list[str]:
        """Return the column names of a table as published."""
        return [str(cell) for cell in next(self._rows(file), [])]

    def read(
        self, names: Sequence[str], columns: Mapping[str, Sequence[str]], optional: Sequence[str] = ()
    ) -> Columns:
        """Read the wanted columns of a table; `columns` maps our word to the headers it may go by.

        A column named in `optional` may be absent and is then left out of the result.
        Raises ReleaseError naming the table, or the column, that is not there.
        """
        file = self.find(names)
        if file is None:
            raise ReleaseError(
                f'The table "{names[0]}" is missing from {self.path.name}.', self.what_is_here()
            )
        try:
            return self._read(file, columns, optional)
        except UNREADABLE as error:
            raise ReleaseError(
                f'"{Path(file).name}" in {self.path.name} cannot be unpacked ({error}).',
                "Download it again, and give it as it was downloaded.",
            ) from error

    def _read(self, file: str, columns: Mapping[str, Sequence[str]], optional: Sequence[str]) -> Columns:
        rows = self._rows(file)
        header = next(rows, [])
        known = [folded(str(cell)) for cell in header]
        wanted = {w: o for w, o in columns.items() if w not in optional or any(folded(c) in known for c in o)}
        places = {word: _place(file, header, options) for word, options in wanted.items()}
        return _columns(rows, places)

    def what_is_here(self) -> str:
        """Say which files were found and what to give instead."""
        if self._files:
            return (
                f"Files found there: {', '.join(self.holdings()[:12])}. Give the whole release as published."
            )
        zips = [name for name in self._others if name.lower().endswith(".zip")]
        if zips:
            return f"It holds {', '.join(zips[:4])}: give that file instead of the folder."
        forms = sorted({OTHER_FORMS[s] for n in self._others if (s := Path(n).suffix.lower()) in OTHER_FORMS})
        if forms:
            return f"It is the {' or '.join(forms)} download: take the text, CSV or Excel one."
        return "No table of a release was found there. Give the folder or the .zip file as downloaded."

    def _open(self, file: str) -> BinaryIO:
        if self._archive:
            return self._archive.open(file)  # type: ignore[return-value]  # a readable binary stream
        return (self.path / file).open("rb")

    def _rows(self, file: str) -> Iterator[Sequence[Any]]:
        suffix, data = Path(file).suffix.lower(), self._open(file)
        try:
            if suffix == ".parquet":
                yield from published_parquet(data)
            elif suffix == ".xlsx":
                with data:
                    sheets = workbook_sheets(data.read())
                yield from next(sheets, iter(()))
            else:
                yield from published_text(data, tabs=suffix == ".txt")
        except UnreadableTable as error:
            raise ReleaseError(f'"{Path(file).name}" cannot be read. {error.message}', error.hint) from error


def _columns(rows: Iterator[Sequence[Any]], places: Mapping[str, int]) -> Columns:
    """Gather columns as text; equal cells of a column share one string, which keeps a rating table small."""
    table: Columns = {word: [] for word in places}
    takers: list[tuple[Callable[[str], None], dict[Any, str], int]]
    takers = [(table[word].append, {}, place) for word, place in places.items()]
    for row in rows:
        width = len(row)
        if not any(cell not in ("", None) for cell in row):
            continue
        for append, seen, place in takers:
            cell = row[place] if place < width else ""
            shared = seen.get(cell)
            if shared is None:
                shared = seen[cell] = _as_text(cell)
            append(shared)
    return table


def _as_text(cell: object) -> str:
    """Write a cell as the text release does: 5.0 of a workbook is 5."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _place(file: str, header: Sequence[Any], options: Sequence[str]) -> int:
    known = [folded(str(cell)) for cell in header]
    for option in options:
        if folded(option) in known:
            return known.index(folded(option))
    raise MissingColumnError(
        f'The column "{options[0]}" is missing from "{Path(file).name}".',
        f"Columns found: {', '.join(map(str, header)) or 'none'}. Use the file as published, headers included.",
    )
