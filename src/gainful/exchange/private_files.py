"""Files that only their owner reads: folders 0700, files 0600, whole or not at all, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def nothing() -> None:
    """Do nothing."""


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner opens; one that stands there is closed to others."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _is_open(path):
        path.chmod(0o700)
    return path


def _is_open(path: Path) -> bool:
    found = path.stat()
    return bool(found.st_mode & 0o077) and found.st_uid == os.geteuid()


def write_private(
    path: Path, content: bytes, before: Callable[[], None] = nothing, *, lasts: bool = False
) -> None:
    """Write a file whole or not at all; `before` is called when its bytes are there and its name is not.

    `lasts`: it stands after a power failure too.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        if lasts:
            file.flush()
            os.fsync(file.fileno())
    before()
    beside.replace(path)
    if lasts:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
