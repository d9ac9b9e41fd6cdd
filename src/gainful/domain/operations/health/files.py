"""The data folder: what only its owner may read is closed to everybody else on the machine."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gainful.domain.operations.health.model import Finding, State

OPEN_ANYHOW = {"static", "postgres"}
"""Style sheets are for everybody; PostgreSQL refuses to start on a folder of its own that others may read."""
MOST = 20


def _modes() -> Iterator[Finding]:
    """Data folder: nobody else on this machine may read what is in it."""
    folder = Path(settings.DATA_FOLDER)
    found = list(_open_to_others(folder))
    for path, mode in found[:MOST]:
        command = "chmod -R go-rwx" if path.is_dir() else "chmod go-rwx"
        said = _("others on this machine may open it (%(mode)o). Run: %(command)s %(path)s")
        yield Finding(path.name, State.BAD, said % {"mode": mode, "command": command, "path": path})
    if len(found) > MOST:
        yield Finding(_("Data folder"), State.BAD, _("%d further files are open.") % (len(found) - MOST))
    if not found:
        yield Finding(_("Data folder"), State.GOOD, _("readable by its owner only"))


def _open_to_others(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield what others may read or change below a folder they may enter; what is closed closes all below it."""
    if not _open(folder):
        return
    for path in sorted(folder.iterdir()):
        if path.name in OPEN_ANYHOW or path.is_symlink():
            continue
        if path.is_dir():
            if _open(path) and _holds_files(path):
                yield path, stat.S_IMODE(path.stat().st_mode)
        elif path.suffix != ".lock" and _open(path):
            yield path, stat.S_IMODE(path.stat().st_mode)


def _open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() and _open(path) for path in folder.rglob("*"))


LOOKS = (_modes,)
