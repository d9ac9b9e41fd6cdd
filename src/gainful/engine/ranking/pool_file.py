"""A pool as one file, column by column: a header that says what lies where, then columns that are mapped into memory.

Format and reasons: docs/decisions/0020-pool-store.md. No name, address or person ID of an agency is in it.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast
from uuid import UUID

import numpy as np

from gainful.engine.ranking.columns import Coded, Levels, level_pieces
from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.pool_pieces import NO_KEY, FileHoldings, Uuids, holdings_of

if TYPE_CHECKING:
    from pydantic import JsonValue

MAGIC, FORMAT, PAGE = b"GAINPOOL", 1, 4096
PLAIN = {
    "doubt": "<u2", "occupation": "<i4", "wage_now": "<f4", "wage_now_at_least": "|u1", "wage_now_place": "|u1",
    "wage_floor": "<f4", "shifts": "|u1", "barriers": "<u4", "scenario": "|u1", "since": "<i4", "lot": "<u8",
}  # fmt: skip
"""Arrays of a pool that are written as they are, one entry a person."""
PER_PERSON = (*PLAIN, "area", "high", "low", "levels")


class PoolFileError(Exception):
    """A file that is no pool of this format, or not whole."""


class Place(TypedDict):
    """Where a column lies in the file, and what it holds."""

    at: int
    kind: str
    shape: tuple[int, ...]


class Header(TypedDict):
    """What stands before the columns."""

    format: int
    people: int
    reference_version: str
    words: dict[str, list[str]]
    columns: dict[str, Place]
    bytes: int
    about: dict[str, JsonValue]


@dataclass(frozen=True)
class PoolFile:
    """A pool read from a file, columns beside it that belong to its owner, and what is written about it."""

    path: Path
    pool: Pool
    beside: Mapping[str, np.ndarray]
    about: Mapping[str, JsonValue]


def write_pool(
    path: Path, pool: Pool, beside: Mapping[str, np.ndarray], about: Mapping[str, JsonValue],
    before: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Write the people who are still in a pool, whole or not at all, for the file's owner alone.

    `beside` are more columns [n]; `before` is called when all bytes are on disk and the name still means the old file.
    """
    rows = np.arange(len(pool)) if pool.keep is None else np.flatnonzero(pool.keep)
    columns = list(_columns(pool, rows, beside))
    head, start = _header(columns, len(rows), pool, about)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(head.ljust(start, b"\0"))
            for *_, blocks in columns:
                written = 0
                for block in blocks:
                    written += file.write(np.ascontiguousarray(block).data)
                file.write(b"\0" * (-written % PAGE))
            file.flush()
            os.fsync(file.fileno())
        before()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


Column = tuple[str, str, tuple[int, ...], Iterable[np.ndarray]]
"""Name, dtype, shape and blocks, written one after the other."""


def _columns(pool: Pool, rows: np.ndarray, beside: Mapping[str, np.ndarray]) -> Iterator[Column]:
    count = len(rows)
    for name, kind in PLAIN.items():
        yield name, kind, (count,), [getattr(pool, name)[rows].astype(kind)]
    coded = {"area": pool.area, **{f"segment:{kind}": column for kind, column in pool.segments.items()}}
    for name, column in coded.items():
        yield name, column.codes.dtype.newbyteorder("<").str, (count,), [column.codes[rows]]
    ids = pool.ids if isinstance(pool.ids, Uuids) else Uuids.of(pool.ids.tolist())
    chosen = Uuids(ids.high[rows], ids.low[rows]).indexed()
    for name, values in zip(
        ("high", "low", "sorted_high", "sorted_rows"), (chosen.high, chosen.low, *chosen.index), strict=True
    ):
        yield name, values.dtype.newbyteorder("<").str, (count,), [values]
    for name, values in beside.items():
        yield f"beside:{name}", values.dtype.newbyteorder("<").str, (count,), [values[rows]]
    for name, values in _held(pool, rows).items():
        yield name, values.dtype.newbyteorder("<").str, values.shape, [values]
    yield "levels", "<u2", (pool.levels.shape[1], count), _level_columns(pool, rows)


def _level_columns(pool: Pool, rows: np.ndarray) -> Iterator[np.ndarray]:
    pieces = level_pieces(pool.levels)
    inside = [rows[(rows >= start) & (rows < start + piece.shape[1])] - start for start, piece in pieces]
    for element in range(pool.levels.shape[1]):
        yield np.concatenate([piece[element][some] for (_, piece), some in zip(pieces, inside, strict=True)])


def _held(pool: Pool, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return who holds what, by key and by person, and the keys' names as one column of text."""
    place = np.full(len(pool), -1, np.int64)
    place[rows] = np.arange(len(rows))
    holdings = holdings_of(pool)
    names = sorted(holdings.keys())
    if len(names) >= NO_KEY:
        raise PoolFileError("a pool file holds at most 65,534 different credentials and tools")
    by_key = [place[np.asarray(holdings.holders(name), np.int64)] for name in names]
    by_key = [np.sort(found[found >= 0]) for found in by_key]
    owners = np.concatenate([np.empty(0, np.int64), *by_key])
    keys = np.repeat(np.arange(len(names), dtype=np.uint16), [len(found) for found in by_key])
    order = np.argsort(owners, kind="stable")
    return {
        "key_names": np.frombuffer(json.dumps(names).encode(), np.uint8),
        "key_ends": np.cumsum([0, *(len(found) for found in by_key)]).astype("<i8"),
        "key_rows": owners.astype("<i4"),
        "own_ends": np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(rows)))]).astype("<i8"),
        "own_keys": keys[order].astype("<u2"),
    }


def _header(
    columns: Sequence[Column], count: int, pool: Pool, about: Mapping[str, JsonValue]
) -> tuple[bytes, int]:
    """Return the header and where the columns begin; each begins at a page of its own."""
    words = {
        "area": pool.area.words,
        **{f"segment:{kind}": column.words for kind, column in pool.segments.items()},
    }
    sizes = [int(np.dtype(kind).itemsize * np.prod(shape, dtype=np.int64)) for _, kind, shape, _ in columns]
    start = PAGE
    while True:
        places, at = {}, start
        for (name, kind, shape, _), size in zip(columns, sizes, strict=True):
            places[name] = {"at": at, "kind": kind, "shape": shape}
            at += size + -size % PAGE
        told = json.dumps({
            "format": FORMAT, "people": count, "reference_version": pool.reference_version, "words": words,
            "columns": places, "bytes": at, "about": dict(about),
        }).encode()  # fmt: skip
        head = MAGIC + len(told).to_bytes(8, "little") + told
        if len(head) <= start:
            return head, start
        start = len(head) + -len(head) % PAGE


def read_pool(path: Path) -> PoolFile:
    """Map a file into memory, unchanged by what is done to the arrays; PoolFileError where it is not whole.

    The pool has its ids as codes and names: who may see those adds them.
    """
    with path.open("rb") as file:
        mapped = (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) if os.fstat(file.fileno()).st_size else b""
        )
    told = _told(mapped, path)
    column = {name: _array(mapped, where) for name, where in told["columns"].items()}
    ids = Uuids(column["high"], column["low"], (column["sorted_high"], column["sorted_rows"]))
    words = {name: tuple(of) for name, of in told["words"].items()}
    plain = {name: column[name] for name in PLAIN}
    pool = Pool(
        told["reference_version"], ids=ids, codes=ids, names=ids, levels=Levels([column["levels"]]),
        area=Coded(words["area"], column["area"]),
        credentials=FileHoldings(
            json.loads(column["key_names"].tobytes()), column["key_ends"], column["key_rows"], column["own_ends"],
            column["own_keys"],
        ),
        segments={
            name.removeprefix("segment:"): Coded(of, column[name]) for name, of in words.items() if name != "area"
        },
        **{**plain, "wage_now_at_least": plain["wage_now_at_least"].view(bool)},
    )  # fmt: skip
    beside = {name.removeprefix("beside:"): of for name, of in column.items() if name.startswith("beside:")}
    return PoolFile(path, pool, beside, told["about"])


def _told(mapped: mmap.mmap | bytes, path: Path) -> Header:
    if bytes(mapped[: len(MAGIC)]) != MAGIC:
        raise PoolFileError(f"{path} is no pool")
    begin = len(MAGIC) + 8
    size = int.from_bytes(mapped[len(MAGIC) : begin], "little")
    try:
        told = json.loads(bytes(mapped[begin : begin + size]))
    except ValueError as error:
        raise PoolFileError(f"{path} is not whole") from error
    if told["format"] != FORMAT or told["bytes"] != len(mapped):
        raise PoolFileError(f"{path} is of another format, or not whole")
    return cast("Header", told)


def _array(mapped: mmap.mmap | bytes, where: Place) -> np.ndarray:
    count = int(np.prod(where["shape"], dtype=np.int64))
    return np.frombuffer(mapped, where["kind"], count, where["at"]).reshape(where["shape"])


def blank_people(path: Path, people: Sequence[UUID | str]) -> int:
    """Take people out of a file where it stands: nothing of their rows is left; returns how many it held."""
    with path.open("r+b") as file:
        mapped = mmap.mmap(file.fileno(), 0)
        try:
            found = _blank(mapped, _told(mapped, path), people)
            mapped.flush()
        finally:
            mapped.close()
        os.fsync(file.fileno())
    return found


def _blank(mapped: mmap.mmap, told: Header, people: Sequence[UUID | str]) -> int:
    column = {name: _array(mapped, where) for name, where in told["columns"].items()}
    ids = Uuids(column["high"], column["low"], (column["sorted_high"], column["sorted_rows"]))
    rows = ids.rows_of(people)
    for row in rows.tolist():
        place = int(np.flatnonzero(column["sorted_rows"] == row)[0])
        column["sorted_high"][place] = column["sorted_high"][place - 1] if place else 0
        column["own_keys"][column["own_ends"][row] : column["own_ends"][row + 1]] = NO_KEY
        for name, values in column.items():
            if name in PER_PERSON or name.startswith(("segment:", "beside:")):
                values[..., row] = 0
    return len(rows)
