"""Unpacking archives: plain files inside the folder, nothing else.

Python before 3.11.4, which Debian 12 ships, has no `filter="data"` for this.
"""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path
from typing import IO

CHUNK = 2**20


def unpack(archive: Path, folder: Path) -> None:
    """Write the archive's files below `folder`, for their owner; TarError for a link, or a place elsewhere."""
    with tarfile.open(archive) as opened:
        _unpack(opened, folder)


def unpack_stream(source: IO[bytes], folder: Path) -> None:
    """Do the same with a compressed archive that is read as it comes."""
    with tarfile.open(fileobj=source, mode="r|gz") as opened:
        _unpack(opened, folder)


def _unpack(opened: tarfile.TarFile, folder: Path) -> None:
    root = folder.resolve()
    for member in opened:
        target = (root / member.name).resolve()
        if not target.is_relative_to(root) or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(f"{member.name} is no plain file in the archive's own folder")
        if member.isdir():
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = opened.extractfile(member)
        if content is not None:
            with content, target.open("wb") as written:
                shutil.copyfileobj(content, written, CHUNK)
            target.chmod(member.mode & 0o700 | 0o600)
