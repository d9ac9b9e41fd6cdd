"""Puts a restored data folder in place of the one that was there; after a kill the next start goes on with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from gainful.exchange.private_files import private_folder, write_private

INCOMING, READY = "incoming", "ready"
"""Folder of the data folder in which a restore grows, and the file in it that says that it is whole."""
KEPT = ("secret-key", "media", "reference")
"""What of the data folder goes along with the database; the rest can be made again."""
POOLS, BEFORE = "pools", "before-restore"


def is_ready(home: Path, name: str) -> None:
    """Say that what is in `home` is whole and on the disk: from now on it takes the place of what is there.

    `name` is the folder of `before-restore` that keeps what was there.
    """
    write_private(home / READY, name.encode(), lasts=True)


def finish(data: Path) -> Path | None:
    """Swap what is ready, as far as it is not done; returns where what was there is kept, None where there was none."""
    home = data / INCOMING
    if not (home / READY).is_file():
        return None
    kept = data / BEFORE / (home / READY).read_text()
    if (home / "postgres").exists():
        if (data / "postgres").exists():
            private_folder(kept)
            (data / "postgres").rename(kept / "postgres")
        (home / "postgres").rename(data / "postgres")
    shutil.rmtree(data / "recovery" / "log", ignore_errors=True)
    (data / "recovery" / "lineage.json").unlink(missing_ok=True)
    shutil.rmtree(data / POOLS, ignore_errors=True)
    for name in KEPT:
        bring_back(home / name, data / name)
    (home / READY).unlink()
    shutil.rmtree(home, ignore_errors=True)
    return kept if kept.exists() else None


def bring_back(kept: Path, target: Path) -> None:
    """Put a file or folder of a backup in place of what stands there, of which a copy was kept."""
    if not kept.exists():
        return
    replaced = target.with_name(f"{target.name}.replaced")
    remove(replaced)
    if target.exists():
        target.rename(replaced)
    shutil.move(kept, target)
    remove(replaced)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all in it; nothing where there is none."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
