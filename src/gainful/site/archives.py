"""Unpacking archives: plain files inside the folder, nothing else.

Python before 3.11.4, which Debian 12 ships, has no `filter="data"` for this.
"""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path


def unpack(archive: Path, folder: Path) -> None:
    """Write the archive's files below `folder`, for their owner; TarError for a link, or a place elsewhere."""
    root = folder.resolve()
    with tarfile.open(archive) as opened:
        for member in opened:
            target = (root / member.name).resolve()
            if not target.is_relative_to(root) or not (member.isfile() or member.isdir()):
                raise tarfile.TarError(f"{member.name} is no plain file in the archive's own folder")
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            content = opened.extractfile(member)
            if content is not None:
                with content, target.open("wb") as written:
                    shutil.copyfileobj(content, written)
                target.chmod(member.mode & 0o700 | 0o600)
