"""`gainful restore PLACE --at TIME`: the data folder as it was at a moment, from a store, onto a bare folder too."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gainful.domain.operations import journal
from gainful.exchange import sealed
from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import private_folder, write_private
from gainful.exchange.sealed import KeyProblemError
from gainful.exchange.storage import open_storage
from gainful.exchange.storage.model import Storage, StorageError
from gainful.site import manifest
from gainful.site.after_restore import BackupError, close_again, end_sessions, take_lists
from gainful.site.database import DATABASE, is_embedded, is_running, program
from gainful.site.recovery.base import migrations_of
from gainful.site.recovery.catalogue import LISTS, Base, look, read_or_nothing
from gainful.site.recovery.configuration import DRILL_KEY, FOLDER, RecoveryError
from gainful.site.recovery.rebuilding import Target, fetch, find_base, running, sync
from gainful.site.recovery.server import superuser
from gainful.site.server_location import lock_of
from gainful.site.swap import INCOMING, READY, finish, is_ready


def moment(written: str, now: datetime) -> datetime:
    """Return the moment that somebody wrote, in TIME_ZONE where they wrote none; RecoveryError where it is none."""
    try:
        zone = ZoneInfo(os.environ.get("TIME_ZONE") or "America/New_York")
        found = datetime.fromisoformat(written)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise RecoveryError(f"“{written}” is no moment: write “2026-11-30 14:05”.") from error
    found = found if found.tzinfo else found.replace(tzinfo=zone)
    if found > now:
        raise RecoveryError(f"{found.isoformat(sep=' ')} is still to come.")
    return found.astimezone(UTC)


def is_store(source: str) -> bool:
    """Say whether a restore is asked for from a store, not from one archive."""
    return source.startswith("s3://") or Path(source).is_dir()


def restore(place: str, key: Path | None, at: datetime | None) -> str:
    """Bring the data folder to a moment and say so; what was there is moved into `before-restore`.

    Raises RecoveryError, BackupError; the folder is then as it was.
    """
    if not is_embedded():
        raise RecoveryError(
            "DATABASE_URL is set: bring your own PostgreSQL back by its own tools (docs/guides/server)."
        )
    if is_running():
        raise BackupError("Gainful is running on this data folder. Stop it first, then restore.")
    start, home = time.monotonic(), data_dir() / INCOMING
    shutil.rmtree(home, ignore_errors=True)
    private_folder(home)
    try:
        storage = open_storage(place)
        private = sealed.identities(key or _own_key())
        found = look(storage)
        base = find_base(found, at, storage.place)
        _refuse_other_server(base)
        fetch(storage, found, base, private, home)
        with running(home, Target(at=at)):
            _refuse_newer(base.gainful, migrations_of(home))
            with superuser(home, DATABASE) as connection:
                end_sessions(connection)
        sync(home / "postgres")
        _take_lists(storage, home)
    except (StorageError, KeyProblemError) as error:
        raise RecoveryError(str(error)) from error
    else:
        kept = _swap(home)
    finally:
        if not (home / READY).exists():
            shutil.rmtree(home, ignore_errors=True)
    again = close_again()
    reached = at or found.reaches.get(base.lineage, base.end)
    seconds = time.monotonic() - start
    said = f"{storage.place}, to {reached:%Y-%m-%d %H:%M:%S} UTC"
    journal.note(data_dir(), "restore", said=said, seconds=round(seconds, 1))
    return f"Restored to {reached:%Y-%m-%d %H:%M:%S} UTC in {seconds:.0f} s.{kept}{again}"


def _own_key() -> Path:
    path = data_dir() / FOLDER / DRILL_KEY
    if not path.is_file():
        raise RecoveryError("name the file with the agency's private key: --key FILE")
    return path


def _refuse_other_server(base: Base) -> None:
    """Refuse what this installation cannot open, before gigabytes are fetched."""
    told = subprocess.run(
        [str(program("postgres")), "--version"], capture_output=True, text=True, check=True
    ).stdout
    major = int(told.split()[-1].partition(".")[0])
    if base.postgres != major:
        raise RecoveryError(
            f"it was made by PostgreSQL {base.postgres}, this Gainful brings {major}: install Gainful {base.gainful},"
            " restore, make an archive with `gainful backup`, and restore that with this version."
        )
    _refuse_newer(base.gainful, base.migrations)


def _refuse_newer(version: str, migrations: list[str]) -> None:
    if refusal := manifest.newer(version, migrations):
        raise RecoveryError(refusal)


def _take_lists(storage: Storage, home: Path) -> None:
    """Let this folder go on with the lists of what was erased and taken back that stand beside the copies."""
    there = private_folder(home / "lists")
    for name in LISTS:
        write_private(there / name, read_or_nothing(storage, name))
    take_lists(there)


def _swap(home: Path) -> str:
    """Put what was restored in place; what stood there is kept, unless nothing did."""
    with lock_of(data_dir(), "start"):
        is_ready(home, f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        kept = finish(data_dir())
    return f" What was there before is kept in {kept}; remove it once you do not need it." if kept else ""
