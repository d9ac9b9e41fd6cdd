"""`pg_receivewal`: a process that copies the server's log as it is written, a second behind it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Any

from gainful.site.database import program, socket_dir
from gainful.site.recovery.lineage import SLOT, spool
from gainful.site.recovery.server import superuser

GONE = ("has already been removed", "can no longer", "does not exist", "invalidated")
"""What it says when the server no longer holds the log that it asks for."""
CAUGHT_UP_S = 30.0
STATUS_S = 1
WRITTEN = """
SELECT r.write_lsn >= %s::pg_lsn FROM pg_stat_replication r JOIN pg_replication_slots s ON s.active_pid = r.pid
WHERE s.slot_name = %s"""


class GapError(Exception):
    """The server dropped log that was not fetched: a new lineage has to begin."""


class Receiver:
    """The process, started again when it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _said(self) -> Path:
        return spool().with_name("receiver.log")

    def keep_up(self) -> None:
        """Start it where it does not run; GapError where it cannot go on."""
        if self._process is not None and self._process.poll() is None:
            return
        if self._process is not None and any(sign in self._said.read_text(errors="replace") for sign in GONE):
            raise GapError
        end_left_over()
        command = [
            str(program("pg_receivewal")), f"--directory={spool()}", f"--slot={SLOT}", f"--host={socket_dir()}",
            "--username=postgres", "--no-password", f"--status-interval={STATUS_S}", "--no-loop",
        ]  # fmt: skip
        with self._said.open("w") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)

    def end(self) -> None:
        """Stop it; what it has not fetched the server holds back for the next start."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def end_left_over() -> None:
    """End a receiver of this folder whose worker was killed: it holds the slot."""
    import psutil

    for process in psutil.process_iter():
        try:
            if process.name() == "pg_receivewal" and f"--directory={spool()}" in process.cmdline():
                process.terminate()
                process.wait(10)
        except psutil.Error:
            continue


def position() -> str:
    """Return how far the server's log is written and safe, as a place such as `0/3000028`."""
    with superuser() as connection:
        return str(connection.execute("SELECT pg_current_wal_flush_lsn()").fetchone()[0])


def has_caught_up(lsn: str, keep_up: Any) -> bool:
    """Wait until the receiver has written the log up to this place; False where it does not get there."""
    until = time.monotonic() + CAUGHT_UP_S
    with superuser() as connection:
        while time.monotonic() < until:
            if connection.execute(WRITTEN, [lsn, SLOT]).fetchone() == (True,):
                return True
            keep_up()
            time.sleep(0.2)
    return False
