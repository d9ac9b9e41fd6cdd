"""Whether this process can serve people: database, migrations, worker, disk; for `/readyz` and `/metrics`."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

LEAST_DISK_BYTES = 500 * 2**20
"""Below it the database may soon be unable to write."""
ASKED_EVERY_S = 15.0
"""How old an answer about the worker's queue may be: a balancer asks every second."""

BEHIND_ASKED_EVERY_S = 5.0
"""How old an answer about the schema may be where a page failed: the first one after an upgrade need not wait."""


def parts() -> dict[str, bool]:
    """Return what a page needs, and whether each is there. Nothing raises; nothing names a person or a place."""
    database = _database()
    return {
        "database": database,
        "migrations": database and _MIGRATIONS.answer(),
        "worker": database and _WORKER.answer(),
        "disk": free_bytes() >= LEAST_DISK_BYTES,
    }


def free_bytes() -> int:
    """Return how much room the data folder has."""
    return shutil.disk_usage(Path(settings.DATA_FOLDER)).free


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except (DatabaseError, InterfaceError):
        connection.close()
        return False


class Remembered:
    """An answer that costs a query, asked again only after a while."""

    def __init__(self, ask: Callable[[], bool], lasts: float) -> None:
        self._ask, self._lasts, self._lock = ask, lasts, threading.Lock()
        self._said, self._until = False, 0.0

    def answer(self) -> bool:
        """Return it, at most `lasts` seconds old; False where it cannot be had."""
        with self._lock:
            if time.monotonic() >= self._until:
                try:
                    self._said = self._ask()
                except (DatabaseError, InterfaceError):
                    self._said = False
                self._until = time.monotonic() + self._lasts
            return self._said


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_behind() -> bool:
    """Say whether the database is not yet what this version expects: it is brought up to date, or waits for that."""
    return _BEHIND.answer()


def _behind() -> bool:
    from gainful.domain.rights.apply import is_current

    try:
        return not (_migrated() and is_current())
    except ProgrammingError:  # the list of steps opens to the web role with the rights, which come last
        return True


def _nothing_waits_long() -> bool:
    from gainful.domain.operations.health.work import late

    return not any(count for _name, count, _since in late())


_MIGRATIONS = Remembered(_migrated, 60.0)
_BEHIND = Remembered(_behind, BEHIND_ASKED_EVERY_S)
_WORKER = Remembered(_nothing_waits_long, ASKED_EVERY_S)
