"""A drill: the backup is restored beside the running site, counted, compared and thrown away again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.domain.operations import journal
from gainful.exchange.data_folder import data_dir
from gainful.site import manifest
from gainful.site.after_restore import BackupError
from gainful.site.backup import DUMP, connection_words, count_rows, pg_restore, unpacked
from gainful.site.database import DATABASE, OWNER, is_embedded

BESIDE = f"{DATABASE}_drill"


class LaterError(BackupError):
    """A drill that could not begin just now: no failure of the backup."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill found."""

    archive: Path
    seconds: float
    """From the archive to a database that answers."""
    rows: int
    differences: list[str]
    """Tables whose rows are not those that the backup counted, and seals of history that do not fit; none is good."""

    def __str__(self) -> str:
        told = f"{self.archive.name}: {self.rows:,} rows restored in {self.seconds:.0f} s"
        if not self.differences:
            return f"{told}, each table as it was saved; history verifies."
        return f"{told}, but: " + "; ".join(self.differences[:20])


def newest_archive() -> Path | None:
    """Return the newest backup that this installation knows of and that is still there."""
    told = journal.newest(data_dir(), "backup")
    path = Path(str(told["said"])) if told and told.get("said") else None
    return path if path is not None and path.is_file() else None


def drill(source: Path) -> Drill:
    """Restore an archive beside the running site and compare; the site is not touched. What was found is noted.

    Raises BackupError where the archive cannot be restored; that is noted as a failed drill.
    """
    return noted(str(source), lambda: _drill(source))


def noted(source: str, work: Callable[[], Drill]) -> Drill:
    """Run a drill and write down how it ended; whoever looks after the site reads it on the operator's page."""
    try:
        found = work()
    except LaterError:
        raise
    except Exception as error:
        journal.note(data_dir(), "drill", said=f"{source}: {error}"[:400], failed=True)
        raise
    journal.note(
        data_dir(),
        "drill",
        said=str(found)[:400],
        failed=bool(found.differences),
        seconds=round(found.seconds, 1),
    )
    return found


def _drill(source: Path) -> Drill:
    start = time.monotonic()
    with unpacked(source) as folder:
        wanted = manifest.rows_of(folder)
        with _database_beside() as database:
            pg_restore(folder / DUMP, database)
            seconds = time.monotonic() - start
            rows, broken = _look(database)
    return Drill(source, seconds, sum(rows.values()), [*differing(rows, wanted), *broken])


def differing(rows: dict[str, int], wanted: dict[str, int]) -> list[str]:
    """Name the tables whose rows are not as many as they were."""
    if not wanted:
        return ["the archive does not say how many rows it holds: it was made by an older version"]
    return [
        f"{table} has {rows.get(table, 0):,} rows, saved were {wanted.get(table, 0):,}"
        for table in sorted(rows.keys() | wanted.keys())
        if rows.get(table, 0) != wanted.get(table, 0)
    ]


def _look(database: str) -> tuple[dict[str, int], list[str]]:
    import psycopg

    with psycopg.connect(**connection_words(database)) as connection:
        return count_rows(connection), seals_of(connection)


def seals_of(connection: Any) -> list[str]:
    """Name the first seals of history that do not fit."""
    broken = connection.execute("SELECT * FROM gainful.seals_broken()").fetchall()
    return [f"history does not verify: {row}" for row in broken[:5]]


@contextmanager
def _database_beside() -> Iterator[str]:
    """Make an empty database beside the living one, and drop it again whatever happens."""
    import psycopg
    from psycopg import sql

    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(BESIDE))
    owner = OWNER if is_embedded() else str(connection_words()["user"])
    make = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
    with psycopg.connect(**{**connection_words(), "dbname": _maintenance()}, autocommit=True) as admin:
        try:
            admin.execute(drop)
            admin.execute(make.format(sql.Identifier(BESIDE), sql.Identifier(owner)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                f"the owner may make no database for the drill. As an administrator: ALTER ROLE {owner} CREATEDB;"
            ) from error
        try:
            yield BESIDE
        finally:
            admin.execute(drop)


def _maintenance() -> str:
    """Return the database from which another one is made."""
    return "postgres" if is_embedded() else str(connection_words()["dbname"])
