"""A drill from the store: the latest copy and its log, restored beside the running site, counted and compared.

The moment of comparison is exact: a place of the log at which nothing was under way, read together with the rows of
each table then. The restored server stops there, so each table must have as many rows.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import private_folder
from gainful.site.after_restore import BackupError
from gainful.site.backup import count_rows
from gainful.site.database import DATABASE
from gainful.site.drill import Drill, LaterError, differing, noted, seals_of
from gainful.site.recovery.catalogue import look
from gainful.site.recovery.configuration import Configuration, drill_identity
from gainful.site.recovery.rebuilding import Target, fetch, find_base, running
from gainful.site.recovery.server import superuser

BESIDE = "drill"
QUIET_S, PAUSE_S = 60.0, 0.01
NOBODY_WRITES = """
SELECT pg_snapshot_xmin(s) = pg_snapshot_xmax(s), pg_current_wal_insert_lsn()::text FROM pg_current_snapshot() s"""
PLACE = "SELECT pg_current_wal_insert_lsn()::text"
UNLOGGED = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence = 'u' AND c.relkind = 'r'"""


def drill(setup: Configuration, ship: Callable[[], object]) -> Drill:
    """Restore the newest copy to a moment of now and compare; noted like every drill.

    `ship` brings what was written until now into the store. Raises BackupError, RecoveryError, StorageError.
    """
    return noted(setup.storage.place, lambda: _drill(setup, ship))


def _drill(setup: Configuration, ship: Callable[[], object]) -> Drill:
    with _quiet_moment() as (living, place):
        wanted = count_rows(living)
        empty_after_a_crash = {name for (name,) in living.execute(UNLOGGED)}
    with superuser() as connection:  # something must follow the place, so that the log is known to reach it
        connection.execute("SELECT pg_create_restore_point('gainful_drill')")
    if ship() is None:
        raise LaterError("the log is not in the store yet: it is tried again later.")
    start = time.monotonic()
    home = data_dir() / BESIDE
    shutil.rmtree(home, ignore_errors=True)
    private_folder(home)
    try:
        found = look(setup.storage)
        base = find_base(found, None, setup.storage.place)
        _refuse_full_disk(sum(size for name, size in found.sizes.items() if name.startswith(base.folder)))
        fetch(setup.storage, found, base, [drill_identity()], home)
        with running(home, Target(before_lsn=place)), superuser(home, DATABASE) as restored:
            seconds = time.monotonic() - start
            rows, broken = count_rows(restored), seals_of(restored)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    for name in empty_after_a_crash:
        rows.pop(name, None)
        wanted.pop(name, None)
    archive = Path(setup.storage.place)
    return Drill(archive, seconds, sum(rows.values()), [*differing(rows, wanted), *broken])


@contextmanager
def _quiet_moment() -> Iterator[tuple[Any, str]]:
    """Yield a connection that sees one moment at which nobody was writing, and its place in the log."""
    until = time.monotonic() + QUIET_S
    with superuser(database=DATABASE) as outside, superuser(database=DATABASE, autocommit=False) as inside:
        inside.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        while time.monotonic() < until:
            (before,) = outside.execute(PLACE).fetchone()
            quiet, after = inside.execute(NOBODY_WRITES).fetchone()
            if quiet and before == after:
                yield inside, before
                return
            inside.rollback()
            time.sleep(PAUSE_S)
    raise LaterError("there was no moment at which nobody wrote: it is tried again later.")


def _refuse_full_disk(packed: int) -> None:
    """Refuse where the restored copy would leave the site without room: it is several times what is packed."""
    with superuser(database=DATABASE) as connection:
        stored = int(connection.execute("SELECT sum(pg_database_size(oid)) FROM pg_database").fetchone()[0])
    free, wanted = shutil.disk_usage(data_dir()).free, max(stored * 5 // 4, packed) + 2**30
    if free < wanted:
        raise BackupError(f"the drill needs {wanted >> 20:,} MB of room and there are {free >> 20:,} MB.")
