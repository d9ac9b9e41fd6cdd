"""PostgreSQL's programs on the embedded server, and a second server beside it for a restore or a drill."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gainful.site.database import is_running, let_the_server_through, program, socket_dir
from gainful.site.recovery.configuration import RecoveryError
from gainful.site.server_location import socket_folder

SYSTEM_USER = "pgserver"
"""Whom root's server runs as: the wheel makes them."""
START_S, REPLAY_S = 60, 4 * 3600


def superuser(folder: Path | None = None, database: str = "postgres", *, autocommit: bool = True) -> Any:
    """Connect to a server as who may do everything."""
    import psycopg

    return psycopg.connect(
        host=str(socket_dir(folder)), user="postgres", dbname=database, autocommit=autocommit
    )


def own(pgdata: Path) -> None:
    """Give a cluster's files to the user whom its server runs as, and to nobody else."""
    pgdata.chmod(0o700)
    if os.geteuid() != 0:
        return
    for path in (pgdata, *pgdata.rglob("*")):
        shutil.chown(path, SYSTEM_USER, SYSTEM_USER)


@contextmanager
def replayed(home: Path) -> Iterator[None]:
    """Run a server on `home`/postgres until its log is replayed, then for the block; it is stopped after it.

    Nothing waits for the disk: whoever keeps the cluster calls `sync` at its end.

    Raises RecoveryError with the end of the server's log where the replay fails.
    """
    pgdata = home / "postgres"
    own(pgdata)
    let_the_server_through(pgdata)
    sockets = socket_folder(pgdata)
    if sockets != pgdata and os.geteuid() == 0:
        shutil.chown(sockets, SYSTEM_USER, SYSTEM_USER)
    options = f"-h '' -k {sockets} -c shared_buffers=128MB -c fsync=off"
    try:
        _control(pgdata, "start", "-t", str(START_S), "-l", str(pgdata / "log"), "-o", options)
        _wait_for_promotion(home)
        yield
    finally:
        with suppress(RecoveryError):
            _control(pgdata, "stop", "-m", "fast")
        if sockets != pgdata:
            shutil.rmtree(sockets, ignore_errors=True)


def as_owner() -> dict[str, Any]:
    """Return how a program of PostgreSQL is started that refuses root."""
    return {"user": SYSTEM_USER} if os.geteuid() == 0 else {}


def _control(pgdata: Path, verb: str, *options: str) -> None:
    command = [str(program("pg_ctl")), "-w", "-D", str(pgdata), *options, verb]
    with (pgdata / "pg_ctl.out").open("w") as out:  # a pipe would stay open as long as the server
        done = subprocess.run(command, stdout=out, stderr=out, check=False, cwd="/", **as_owner())
    if done.returncode and not is_running(pgdata.parent):
        raise RecoveryError(f"the server did not {verb}:\n{last_words(pgdata)}")


def last_words(pgdata: Path, lines: int = 12) -> str:
    """Return the end of a server's log."""
    log = pgdata / "log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def _wait_for_promotion(home: Path) -> None:
    import psycopg

    until = time.monotonic() + REPLAY_S
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError), superuser(home) as connection:
            if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
                return
        if not is_running(home):
            raise RecoveryError(f"the log could not be replayed:\n{last_words(home / 'postgres')}")
        time.sleep(0.2)
    raise RecoveryError("the log was not replayed within four hours.")
