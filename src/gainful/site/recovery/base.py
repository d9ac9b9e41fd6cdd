"""A whole copy of the database's files by `pg_basebackup`, with the files beside it, encrypted as it is read."""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from gainful import __version__
from gainful.exchange import sealed
from gainful.exchange.data_folder import data_dir
from gainful.site.database import DATABASE, program, socket_dir
from gainful.site.recovery.catalogue import ABOUT, CLUSTER, FILES, Base, put_bytes, segment_at
from gainful.site.recovery.configuration import Configuration, RecoveryError
from gainful.site.recovery.lineage import Lineage
from gainful.site.recovery.server import superuser
from gainful.site.swap import KEPT

HEAD_BYTES = 2**16
"""Enough to hold the first file of the copy, which says where its log begins."""
SIZE = "SELECT pg_size_bytes(current_setting('wal_segment_size')), current_setting('server_version_num')::int / 10000"
MIGRATIONS = "SELECT app || '.' || name FROM public.django_migrations ORDER BY 1"


def take(setup: Configuration, lineage: Lineage) -> Base:
    """Write a base into the store; RecoveryError where it cannot be made, and then it counts for nothing."""
    began = datetime.now(UTC)
    _let_the_server_read(data_dir() / "postgres")
    folder = f"{lineage.name}/base/{began:%Y%m%dT%H%M%SZ}"
    head = _cluster(setup, f"{folder}/{CLUSTER}")
    _files(setup, f"{folder}/{FILES}")
    with superuser() as connection:
        segment_bytes, postgres = connection.execute(SIZE).fetchone()
        end = str(connection.execute("SELECT pg_current_wal_lsn()").fetchone()[0])
    made = Base(
        lineage=lineage.name, stamp=f"{began:%Y%m%dT%H%M%SZ}", gainful=__version__, postgres=postgres,
        began=began.isoformat(timespec="seconds"), ended=datetime.now(UTC).isoformat(timespec="milliseconds"),
        segment=_first_segment(head), last_segment=segment_at(end, lineage.timeline, segment_bytes),
        segment_bytes=segment_bytes, migrations=migrations_of(),
    )  # fmt: skip
    put_bytes(setup.storage, f"{folder}/{ABOUT}", made.as_json())
    return made


def migrations_of(home: Path | None = None) -> list[str]:
    """Return the migrations that a database holds, as `app.name`."""
    with superuser(home, DATABASE) as connection:
        return [name for (name,) in connection.execute(MIGRATIONS)]


def _let_the_server_read(pgdata: Path) -> None:
    """Give it what root's wheel wrote beside its files: it copies everything in its folder, or nothing."""
    owner = pgdata.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        for path in pgdata.iterdir():
            if path.is_file() and path.stat().st_uid != owner.st_uid:
                os.chown(path, owner.st_uid, owner.st_gid)


def _cluster(setup: Configuration, name: str) -> bytes:
    """Stream the copy through the encryption into the store; returns its first bytes as they were."""
    command = [
        str(program("pg_basebackup")), "--pgdata=-", "--format=tar", "--compress=client-gzip:1", "--wal-method=none",
        "--manifest-checksums=SHA256", "--checkpoint=fast", "--no-password", f"--host={socket_dir()}",
        "--username=postgres",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None  # noqa: S101 - asked for above
    first = _First(process.stdout)
    try:
        with sealed.piped(lambda target: sealed.seal(first, target, setup.keys)) as source:  # type: ignore[arg-type]
            setup.storage.put(name, source)
    finally:
        process.stdout.close()
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
        code = process.wait()
    if code:
        setup.storage.delete(name)
        raise RecoveryError(f"pg_basebackup stopped:\n{said.strip()[-2000:]}")
    return zlib.decompressobj(31).decompress(bytes(first.head), HEAD_BYTES)


class _First:
    """A stream that keeps its first bytes."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.head = source, bytearray()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        found = self._source.read(size)
        if len(self.head) < HEAD_BYTES:
            self.head += found[:HEAD_BYTES]
        return found


def _first_segment(head: bytes) -> str:
    found = re.search(rb"START WAL LOCATION: [0-9A-F/]+ \(file ([0-9A-F]{24})\)", head)
    if found is None:
        raise RecoveryError("the copy does not begin with the place of its log.")
    return found[1].decode()


def _files(setup: Configuration, name: str) -> None:
    """Write what of the data folder goes along with the database."""

    def pack(target: IO[bytes]) -> None:
        with sealed.piped(_tar) as source:
            sealed.seal(source, target, setup.keys)

    with sealed.piped(pack) as source:
        setup.storage.put(name, source)


def _tar(target: IO[bytes]) -> None:
    with tarfile.open(fileobj=target, mode="w|gz") as archive:
        for kept in KEPT:
            path = data_dir() / kept
            if path.exists():
                archive.add(path, kept, filter=_own)


def _own(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def written(value: Any) -> str:
    """Return a moment as people read it, in UTC."""
    return f"{value:%Y-%m-%d %H:%M:%S} UTC"
