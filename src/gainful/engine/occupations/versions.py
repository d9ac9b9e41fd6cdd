"""Versions of the reference data side by side: the shipped one, and those loaded by the user."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from gainful.engine.occupations.reference import Reference

DEFAULT_VERSION = "onet-30.0"
DATA_FOLDER_VARIABLE = "GAINFUL_DATA"
_SHIPPED = Path(__file__).parent / "data"


class UnknownVersionError(LookupError):
    """A version of the reference data that is neither shipped nor loaded."""


def loaded_folder() -> Path | None:
    """Return where versions that the user loads stand: `reference` under GAINFUL_DATA, None if unset."""
    base = os.environ.get(DATA_FOLDER_VARIABLE)
    return Path(base) / "reference" if base else None


def shipped_folder() -> Path | None:
    """Return the folder of the snapshot that comes with the package, None where it was left out."""
    folder = _SHIPPED / DEFAULT_VERSION
    return folder if (folder / "manifest.json").is_file() else None


def available_versions(folder: Path | None = None) -> dict[str, Path]:
    """Return every version with the folder that holds it; a loaded one shadows a shipped one of that name."""
    roots = [_SHIPPED, folder or loaded_folder()]
    found = [m.parent for root in roots if root and root.is_dir() for m in root.glob("*/manifest.json")]
    return {path.name: path for path in found}


def load_reference(version: str | None = None, folder: Path | None = None) -> Reference:
    """Return a version of the reference data (default the shipped one), cached, its tables read on first use.

    `folder` is where loaded versions stand if not in GAINFUL_DATA.
    Raises UnknownVersionError naming those that exist.
    """
    versions = available_versions(folder)
    name = version or DEFAULT_VERSION
    if name not in versions:
        raise UnknownVersionError(
            f'There is no reference data "{name}". Loaded: {", ".join(sorted(versions)) or "none"}. '
            "Load a release with: gainful reference load PATH"
        )
    return _load(versions[name])


@lru_cache(maxsize=8)
def _load(folder: Path) -> Reference:
    return Reference(folder)
