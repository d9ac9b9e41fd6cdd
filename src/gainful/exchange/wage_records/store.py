"""A folder of wage records that a kill cannot bend: pieces appear whole, in order, once.

store/
  store.json            version, rule for doubles, fingerprint of the secret
  files/0001-….json     a file: name, hash of its content, layout; `done` once all its pieces stand
  pieces/…/000000.parquet   records of one piece; its metadata says where the next one begins
  forgotten.json        keyed hashes of people whose records were taken out, so that they do not come back
  rejected/…/000000.csv     rows of that piece that were refused, with their reasons (no person keys)

A piece is written beside its place, flushed to the disk and renamed; the rows that it refused stand before it does.
What is found after a kill is therefore a beginning of the file, and the next import goes on behind it.
"""

from __future__ import annotations

import fcntl
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Literal

from gainful.exchange.private_files import private_folder, write_private
from gainful.exchange.tables.writing import csv_text, safe_cell
from gainful.exchange.wage_records.forgetting import forget_in_piece, without_people
from gainful.exchange.wage_records.keys import WrongKeyError, fingerprint, person_hash
from gainful.exchange.wage_records.prefetch import prefetch
from gainful.exchange.wage_records.reading import Layout, Piece, identity, layout_of, pieces
from gainful.exchange.wage_records.rows import checked

VERSION = 1
Doubles = Literal["last", "sum"]
ENOUGH = 0.5
"""A quarter with fewer rows than this share of the median quarter is taken for one that is still arriving."""
COUNTING = "512MB"
"""Memory that the count of quarters may take: it holds a number a quarter, not the rows."""
FORGOTTEN = "forgotten.json"
REJECTED_HEAD = ("row", "column", "value", "what is wrong")


class BusyStoreError(RuntimeError):
    """Another import writes to this store."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    rows: int
    rejected: int
    resumed: bool
    known: bool
    """Whether the same content had been imported whole before; then nothing was done."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter in the store: number (year × 4 + quarter − 1), rows, and whether its records are taken to be in."""

    at: int
    rows: int
    arrived: bool


class WageStore:
    """Wage records in a folder; `secret` is needed to write, and to find people by their key."""

    def __init__(self, folder: Path, secret: bytes, *, doubles: Doubles | None = None) -> None:
        self.folder, self.secret = folder, secret
        note = folder / "store.json"
        if not note.exists():
            for made in (folder, *(folder / name for name in ("files", "pieces", "rejected"))):
                private_folder(made)
            settings = {"version": VERSION, "doubles": doubles or "last", "key": fingerprint(secret)}
            _write(note, json.dumps(settings).encode())
        self.settings: dict[str, Any] = json.loads(note.read_text())
        if self.settings["key"] != fingerprint(secret):
            raise WrongKeyError(
                f"{folder} was written with another key. Use the key file that it was made with, or make a new store."
            )
        if doubles and doubles != self.settings["doubles"]:
            kept = self.settings["doubles"]
            raise ValueError(
                f"{folder} keeps doubles by the rule “{kept}”. Make a new store for another rule."
            )

    def import_file(self, path: Path, *, progress: Callable[[int, int], None] | None = None) -> Imported:
        """Bring a file in, or go on where a kill left off; `progress` gets bytes or row groups done, and all."""
        with TemporaryDirectory(prefix="gainful-wages-") as folder:
            return self._import(path, layout_of(path, Path(folder)), progress)

    def _import(self, path: Path, layout: Layout, progress: Callable[[int, int], None] | None) -> Imported:
        with self._alone():
            key = identity(path)
            note, known = self._note_of(key, path, layout)
            if known["done"]:
                return Imported(path.name, known["rows"], known["rejected"], resumed=False, known=True)
            made = self.folder / "pieces" / key
            private_folder(made)
            private_folder(self.folder / "rejected" / key)
            number, place, line = _after(made)
            line = line or layout.first_line
            resumed, whole = number > 0, layout.path.stat().st_size
            prepared = partial(
                _prepared, secret=self.secret, file=known["number"], forgotten=self.forgotten()
            )
            coming = prefetch(pieces(layout, place, line), prepared)
            for at, (next_place, content, refused) in enumerate(coming, start=number):
                self._write_rejected(key, at, refused)
                _write(made / f"{at:06}.parquet", content)
                if progress is not None:
                    progress(min(next_place, whole), whole)
            rows, rejected = _counts(made)
            _write(note, json.dumps({**known, "done": True, "rows": rows, "rejected": rejected}).encode())
            return Imported(path.name, rows, rejected, resumed=resumed, known=False)

    def forgotten(self) -> frozenset[str]:
        """Return the hashes of people whose records were taken out: a file that is brought in again leaves them out."""
        path = self.folder / FORGOTTEN
        return frozenset(json.loads(path.read_text())) if path.exists() else frozenset()

    def forget(self, keys: Iterable[str]) -> int:
        """Take all records of these people out, of files to come too; returns how many records went.

        A kill in between leaves some pieces as they were: call it again.
        """
        hashes = frozenset(person_hash(self.secret, key) for key in keys)
        with self._alone():
            known = sorted(self.forgotten() | hashes)
            _write(self.folder / FORGOTTEN, json.dumps(known).encode())
            taken = sum(
                forget_in_piece(path, hashes) for path in sorted(self.folder.glob("pieces/*/*.parquet"))
            )
            for note, told in self._notes():
                if told["done"]:
                    rows, rejected = _counts(self.folder / "pieces" / told["content"])
                    _write(note, json.dumps({**told, "rows": rows, "rejected": rejected}).encode())
        return taken

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyStoreError(
                    f"Another import writes to {self.folder}. Wait until it is done."
                ) from None
            yield

    def _notes(self) -> list[tuple[Path, dict[str, Any]]]:
        return [
            (path, json.loads(path.read_text())) for path in sorted((self.folder / "files").glob("*.json"))
        ]

    def _note_of(self, key: str, path: Path, layout: Layout) -> tuple[Path, dict[str, Any]]:
        notes = self._notes()
        found = next(((file, known) for file, known in notes if known["content"] == key), None)
        if found:
            return found
        number = len(notes) + 1
        known = {
            "number": number,
            "name": path.name,
            "content": key,
            "columns": layout.columns,
            "delimiter": layout.delimiter,
            "done": False,
        }
        note = self.folder / "files" / f"{number:04}-{key}.json"
        _write(note, json.dumps(known).encode())
        return note, known

    def _write_rejected(self, key: str, number: int, rows: list[tuple[int, str, str, str]]) -> None:
        if not rows:
            return
        safe = ((row, column, safe_cell(value), why) for row, column, value, why in rows)
        _write(self.folder / "rejected" / key / f"{number:06}.csv", csv_text(REJECTED_HEAD, safe).encode())

    def files(self) -> list[dict[str, Any]]:
        """Return every file that was begun, in order: number, name, rows, rejected, done."""
        return [known for _, known in self._notes()]

    def rejected(self) -> Iterator[tuple[str, Path]]:
        """Yield the name of each file and each list of rows that were refused in it."""
        for known in self.files():
            for path in sorted((self.folder / "rejected" / known["content"]).glob("*.csv")):
                yield known["name"], path

    def sql(self) -> str:
        """Return the query of the records that count: person, employer, at (year × 4 + quarter − 1), wages (dollars).

        Of files that are whole. A record that stands twice counts once; of several amounts for one person, employer
        and quarter the last file's stands (an amended record), within one file the last row, or by the rule “sum”
        all different ones together. Wages are NULL where no file says the amount yet.
        """
        rows = self._rows()
        if self.settings["doubles"] == "sum":
            return (
                'SELECT person, employer, "at", sum(wages) / 100.0 AS wages FROM (SELECT DISTINCT person, employer, '
                f'"at", file, wages FROM ({rows}) QUALIFY file = max(file) OVER (PARTITION BY person, employer, "at")) '
                "GROUP BY ALL"
            )
        return (
            'SELECT person, employer, "at", arg_max(wages, file * 1099511627776 + line) / 100.0 AS wages '
            f"FROM ({rows}) GROUP BY ALL"
        )

    def _rows(self) -> str:
        """Return the query of every row of the files that are whole, doubles too."""
        done = [known["content"] for known in self.files() if known["done"] and known["rows"]]
        if not done:
            return (
                "SELECT NULL::VARCHAR AS person, NULL::VARCHAR AS employer, NULL::BIGINT AS wages, "
                'NULL::BIGINT AS line, NULL::INTEGER AS file, NULL::INTEGER AS "at" WHERE false'
            )
        folders = (str(self.folder / "pieces" / key / "*.parquet").replace("'", "''") for key in done)
        listed = ", ".join(f"'{folder}'" for folder in folders)
        return f'SELECT *, (year * 4 + quarter - 1)::INTEGER AS "at" FROM read_parquet([{listed}])'

    def quarters(self) -> list[Quarter]:
        """Return the quarters from the first to the last, those without rows too, and which are in.

        A quarter is in where it has at least half as many rows (doubles too) as the median quarter, unless an
        earlier one is not: what has only begun to arrive is pending, never a no.
        """
        from gainful.engine.tables import counting_duckdb

        with counting_duckdb(memory=COUNTING, threads=2) as duck:
            counted = dict(
                duck.execute(f'SELECT "at", count(*) FROM ({self._rows()}) GROUP BY ALL').fetchall()
            )
        if not counted:
            return []
        enough, arrived, found = ENOUGH * median(counted.values()), True, []
        for at in range(min(counted), max(counted) + 1):
            arrived = arrived and counted.get(at, 0) >= enough
            found.append(Quarter(at, counted.get(at, 0), arrived))
        return found


def _prepared(
    piece: Piece, *, secret: bytes, file: int, forgotten: frozenset[str] = frozenset()
) -> tuple[int, bytes, list[tuple[int, str, str, str]]]:
    """Return where the next piece begins, the records of this one as Parquet, and the rows that are refused."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    records, refusals = checked(piece, secret)
    records = without_people(records, forgotten)
    refused = sorted(refusals)
    told = {"next_place": piece.next_place, "next_line": piece.next_line, "rejected": len(refused)}
    table = records.append_column("file", pa.array([file] * records.num_rows, pa.int32()))
    table = table.replace_schema_metadata({"gainful": json.dumps(told)})
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", use_dictionary=["employer", "year", "quarter", "file"])
    return piece.next_place, sink.getvalue(), refused


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all, whatever happens."""
    write_private(path, content, lasts=True)


def _metadata(path: Path) -> Mapping[str, int]:
    import pyarrow.parquet as pq

    found = pq.read_schema(path).metadata or {}
    told: dict[str, int] = json.loads(found[b"gainful"])
    return told


def _after(made: Path) -> tuple[int, int | None, int]:
    """Return the number of the next piece, and the place and row it begins at (None and 0: the beginning)."""
    number = 0
    while (made / f"{number:06}.parquet").exists():
        number += 1
    if number == 0:
        return 0, None, 0
    last = _metadata(made / f"{number - 1:06}.parquet")
    return number, last["next_place"], last["next_line"]


def _counts(made: Path) -> tuple[int, int]:
    import pyarrow.parquet as pq

    paths = sorted(made.glob("*.parquet"))
    rows = sum(pq.read_metadata(path).num_rows for path in paths)
    return rows, sum(_metadata(path)["rejected"] for path in paths)
