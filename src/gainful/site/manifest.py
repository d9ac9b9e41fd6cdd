"""What an archive says of itself: the version that made it, its migrations, a checksum of every file."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gainful import __version__

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first file of an archive."""

    gainful: str
    migrations: list[str]
    """Those of the database, as `app.name`."""
    sha256: dict[str, str]
    """File in the archive → its digest."""
    rows: dict[str, int] = field(default_factory=dict)
    """Table → its rows at the moment of the backup; empty in archives of before they were counted."""


def describe(files: dict[str, Path], migrations: list[str], rows: dict[str, int]) -> str:
    """Return the manifest of these files (name in the archive → where it is now; a folder stands for what is in it)."""
    digests = {
        f"{name}/{one.relative_to(path)}" if path.is_dir() else name: _digest(one)
        for name, path in files.items()
        for one in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if one.is_file()
    }
    return json.dumps(asdict(Manifest(__version__, sorted(migrations), digests, rows)), indent=1)


def rows_of(folder: Path) -> dict[str, int]:
    """Return how many rows an unpacked archive says each table had; empty where it says nothing."""
    path = folder / NAME
    return Manifest(**json.loads(path.read_text(encoding="utf-8"))).rows if path.is_file() else {}


def refusal(folder: Path) -> str | None:
    """Say why an unpacked archive may not be restored by this version; None where it may.

    Archives of before 0.2.0 say nothing of themselves and are taken as they are.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        told = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        return f"its {NAME} cannot be read."
    for name, digest in told.sha256.items():
        if not (folder / name).is_file():
            return f"it is not whole: {name} is missing. Take another archive."
        if _digest(folder / name) != digest:
            return f"it is damaged: {name} is not what was saved. Take another archive."
    return newer(told.gainful, told.migrations)


def newer(version: str, migrations: Iterable[str]) -> str | None:
    """Say what to do about a database that another version made and this one does not know; None where it does."""
    if unknown := sorted(set(migrations) - _known()):
        return (
            f"it was made by Gainful {version}, whose database this version, {__version__}, does not know"
            f" ({unknown[0]}). Install Gainful {version} or newer, then restore."
        )
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known() -> set[str]:
    """Ask a process of its own: reading Django's settings would make a secret key where the archive brings one."""
    command = [sys.executable, "-m", "gainful.site.manifest"]
    environment = {
        **os.environ,
        "SECRET_KEY": "of no use here",
        "DJANGO_SETTINGS_MODULE": "gainful.site.settings",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def main() -> None:
    """Print every migration that this version has, as `app.name`."""
    import django
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    loader = MigrationLoader(None)
    replaced = {one for migration in loader.disk_migrations.values() for one in migration.replaces}
    for app, name in {*loader.disk_migrations, *replaced}:
        print(f"{app}.{name}")  # noqa: T201 - read by the process that asked


if __name__ == "__main__":
    main()
