"""What a release is called and when it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from gainful.engine.occupations import available_versions
from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.sources import Release

RELEASED = {
    "20.3": "April 2016", "24.2": "February 2020", "27.3": "May 2023", "29.3": "May 2025", "30.0": "August 2025",
    "30.1": "late 2025", "30.2": "February 2026", "30.3": "mid-2026", "31.0": "August 2026",
}  # fmt: skip
"""When a release was published, for those whose Read Me was not kept (O*NET Resource Center, database releases).
Of 30.1 and 30.3 the month is not confirmed."""
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def checked_version(version: str) -> str:
    """Return a version that can name a folder; ReleaseError for one that cannot."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}", version):
        raise ReleaseError(f"“{version}” cannot be the name of a version.", "Give one such as onet-31.0.")
    return version


def refuse_to_replace(version: str, out_dir: Path) -> None:
    """Raise ReleaseError where a version of that name is there: job orders pinned to it would change unseen."""
    if version in available_versions(out_dir):
        raise ReleaseError(
            f"There is a version “{version}” already, and job orders may be pinned to it.",
            f"Keep both with another name, as --version {version}b, or put this one in its place with --replace.",
        )


def guess_version(path: Path, release: Release) -> str:
    """Read the version out of the Read Me, else of the folder or the file names (`db_30_0_text` gives `onet-30.0`)."""
    stated = re.search(r"O\*NET\D{0,3}(\d{2}\.\d)\b", release.text("Read Me"))
    names = [
        path.stem,
        path.resolve().name,
        *(part for file in release.holdings() for part in Path(file).parts),
    ]
    for name in (stated[1] if stated else "", *names, path.resolve().parent.name):
        if found := re.search(r"(?<!\d)(\d{2})[._](\d)(?!\d)", name):
            return f"onet-{found[1]}.{found[2]}"
    raise ReleaseError(
        f"The version of the release at {path.name} cannot be read from its name.",
        "Keep the name as downloaded (for example db_31_0_text.zip), or give the version with --version onet-31.0.",
    )


def release_month(version: str, releases: Sequence[Release]) -> str:
    """Return the month a release was published, from its Read Me or as known; empty where neither tells."""
    number = version.removeprefix("onet-")
    for release in releases:
        text = release.text("Read Me")
        if number in text and (found := re.search(rf"\b({MONTHS}) (20\d\d) Release", text)):
            return f"{found[1]} {found[2]}"
    return RELEASED.get(number, "")
