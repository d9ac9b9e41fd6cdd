"""What a restored database must not open again: erased people, what was taken back since, everybody's sessions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import write_private
from gainful.imports import erasures, revocations

CLOSE_AGAIN = "erase-again"
"""File of the data folder: a restore under way has to close again what the lists name; nobody is served before."""
OPEN_AGAIN = (
    " Everybody signs in again. Passwords and second steps are those of the backup, and what was taken back in the"
    " last five minutes before the site stopped may be open: look at it."
)


class BackupError(Exception):
    """A backup or restore that could not be done; the message says why and what to do."""


def end_sessions(connection: Any) -> None:
    """Sign everybody out of a restored database: a session that was ended since, by a new password too, would live."""
    connection.execute("DELETE FROM public.django_session")


def take_lists(folder: Path) -> None:
    """Take over the lists that stand beside a backup, before anything is brought back.

    The next start closes what they name after a kill.
    """
    erased, ended = erasures.take(folder), revocations.take(folder)
    if erased or ended:
        write_private(data_dir() / CLOSE_AGAIN, b"", lasts=True)


def close_again() -> str:
    """Close in a restored database what the lists name; its schema is brought up to date for it."""
    return f"{OPEN_AGAIN}{finish_closing()}"


def finish_closing() -> str:
    """Close what a restore had to close, and could not where it was killed; says how much, or nothing."""
    if not (data_dir() / CLOSE_AGAIN).is_file():
        return ""
    command = [sys.executable, "-m", "gainful", "manage", "after_restore"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"what was erased or taken back could not be closed again:\n{done.stderr[-2000:]}")
    (data_dir() / CLOSE_AGAIN).unlink(missing_ok=True)
    return f" {' '.join(done.stdout.split())}"
