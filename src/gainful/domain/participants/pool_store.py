"""Stores of levels in files of the data folder, one an organization and release, for the site's user alone."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import numpy as np
from django.conf import settings

from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.pool_file import PoolFileError, blank_people, read_pool, write_pool
from gainful.engine.ranking.pool_pieces import joined_pools

log = logging.getLogger(__name__)
SUFFIX = ".pool"
LATER = 50_000
"""People from which a store is written behind the answer, not before it."""
CHANGES, SHARE = 2_000, 50
"""Changed people after which a store is written anew: so many, and more than one in so many of the store."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The people who let an organization match them, as of a snapshot of the database."""

    agency: UUID
    version: str
    epoch: str
    snapshot: str
    pool: Pool
    until: np.ndarray
    """int64 [n], microseconds since 1970: when each person's consent ends"""
    written: int = 0
    """rows that stand in the file"""

    def without(self, people: Sequence[UUID]) -> Kept:
        """Return the store without these people."""
        rows = self.pool.rows_of([str(person) for person in people])
        return self._hiding(rows) if len(rows) else self

    def without_expired(self, at: int) -> Kept:
        """Return the store without those whose consent has ended."""
        over = self.until <= at
        rows = np.flatnonzero(over if self.pool.keep is None else over & (self.pool.keep != 0))
        return self._hiding(rows) if len(rows) else self

    def _hiding(self, rows: np.ndarray) -> Kept:
        keep = np.ones(len(self.pool), np.uint8) if self.pool.keep is None else self.pool.keep.copy()
        keep[rows] = 0
        return replace(self, pool=replace(self.pool, keep=keep))

    def joined(self, pool: Pool, until: np.ndarray) -> Kept:
        """Return the store with more people behind those it has."""
        if not len(pool):
            return self
        if not len(self.pool):
            return replace(self, pool=pool, until=until)
        return replace(self, pool=joined_pools([self.pool, pool]), until=np.concatenate([self.until, until]))


def folder() -> Path:
    """Return the folder of the stores, made where it is missing."""
    path = Path(settings.DATA_FOLDER) / "pools"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _path(agency: UUID, version: str) -> Path:
    return folder() / f"{agency}.{version}{SUFFIX}"


def remove(agencies: Collection[UUID]) -> None:
    """Remove the stores of organizations that are gone."""
    for agency in agencies:
        for path in folder().glob(f"{agency}.*"):
            path.unlink(missing_ok=True)


def load(agency: UUID, version: str, epoch: str) -> Kept | None:
    """Return the store that stands in a file; None where there is none of this database that can be read."""
    path = _path(agency, version)
    try:
        found = read_pool(path)
    except FileNotFoundError:
        return None
    except (PoolFileError, OSError, KeyError, ValueError) as error:
        log.warning("the store %s cannot be read and is made anew: %s", path.name, error)
        return None
    if found.about.get("epoch") != epoch or found.pool.reference_version != version:
        return None
    return Kept(
        agency,
        version,
        epoch,
        str(found.about["snapshot"]),
        found.pool,
        found.beside["until"],
        len(found.pool),
    )


def write_where_due(kept: Kept, written: Callable[[Kept], None]) -> None:
    """Write a store that has no file yet or has moved away from it; a large one behind the answer."""
    late = len(kept.pool) - kept.written
    if kept.written and (late < CHANGES or late * SHARE < kept.written):
        return
    if len(kept.pool) < LATER:
        _write(kept, written)
    else:
        threading.Thread(target=_write, args=(kept, written), name="pool store", daemon=True).start()


def _write(kept: Kept, written: Callable[[Kept], None]) -> None:
    with _only_one(kept) as mine:
        if not mine:
            return
        try:
            write_pool(
                _path(kept.agency, kept.version),
                kept.pool,
                {"until": kept.until},
                {"epoch": kept.epoch, "snapshot": kept.snapshot},
            )
        except OSError as error:
            log.warning(
                "the store of levels cannot be written, ranking reads the database instead: %s", error
            )
            return
        if (fresh := load(kept.agency, kept.version, kept.epoch)) is not None:
            written(fresh)


@contextmanager
def _only_one(kept: Kept) -> Iterator[bool]:
    """Hold the store's lock; False where another process writes it now."""
    lock = os.open(folder() / f"{kept.agency}.{kept.version}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(lock)


def blank(people: Sequence[UUID]) -> None:
    """Take people out of every file where it stands; one that cannot be changed is deleted."""
    for path in sorted(folder().glob(f"*{SUFFIX}")):
        try:
            blank_people(path, people)
        except (PoolFileError, OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)
