"""Versions of the reference data side by side: the shipped one, and those loaded by the user."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from gainful.engine.occupations.folders import loaded_folder
from gainful.engine.occupations.reference import Reference

DEFAULT_VERSION = "onet-30.0"
CURRENT = ".current"
"""File in the folder of loaded versions that names the one new job orders are read against."""
_SHIPPED = Path(__file__).parent / "data"


class UnknownVersionError(LookupError):
    """A version of the reference data that is neither shipped nor loaded."""


def shipped_folder() -> Path | None:
    """Return the folder of the snapshot that comes with the package, None where it was left out."""
    folder = _SHIPPED / DEFAULT_VERSION
    return folder if (folder / "manifest.json").is_file() else None


def available_versions(folder: Path | None = None) -> dict[str, Path]:
    """Return every version with the folder that holds it; a loaded one shadows a shipped one of that name."""
    roots = [_SHIPPED, folder or loaded_folder()]
    found = [m.parent for root in roots if root and root.is_dir() for m in root.glob("*/manifest.json")]
    return {path.name: path for path in found if not path.name.startswith(".")}


def current_version(folder: Path | None = None) -> str:
    """Return the version that new work is read against: the one chosen, else the shipped one."""
    base = folder or loaded_folder()
    chosen = base / CURRENT if base else None
    name = chosen.read_text(encoding="utf-8").strip() if chosen and chosen.is_file() else ""
    return name if name and name in available_versions(folder) else DEFAULT_VERSION


def choose_version(version: str, folder: Path) -> None:
    """Make a version the one that new work is read against; raises UnknownVersionError where it is not there."""
    if version not in available_versions(folder):
        raise UnknownVersionError(_unknown(version, available_versions(folder)))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CURRENT).write_text(f"{version}\n", encoding="utf-8")


def _unknown(name: str, versions: Mapping[str, Path]) -> str:
    return (
        f'There is no reference data "{name}". Loaded: {", ".join(sorted(versions)) or "none"}. '
        "Load a release with: gainful reference load PATH"
    )


def load_reference(version: str | None = None, folder: Path | None = None) -> Reference:
    """Return a version of the reference data (default the current one), cached, its tables read on first use.

    `folder` is where loaded versions stand if not in GAINFUL_DATA.
    Raises UnknownVersionError naming those that exist.
    """
    versions = available_versions(folder)
    name = version or current_version(folder)
    if name not in versions:
        raise UnknownVersionError(_unknown(name, versions))
    return _load(versions[name])


@lru_cache(maxsize=8)
def _load(folder: Path) -> Reference:
    return Reference(folder)
