"""Whether a line names a job, an organization or a place: learned titles beside a short list of words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from gainful.engine.titles.model import title_model
from gainful.engine.titles.words import core_words

_FILE = Path(__file__).parent / "data" / "organizations.toml"
_SEGMENT = re.compile(r"\s+[-–—|·•]\s+|\s*[|·•]\s*|\s{3,}|\s*/\s*|,\s|\s*[(:]\s*")
_RANK = re.compile(r"\b(?:i{1,3}|iv|v|\d|[ivx]+(?:/[ivx]+)+)$", re.IGNORECASE)


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _organization() -> re.Pattern[str]:
    listed = _words()
    words = [*listed["legal_forms"], *listed["public_bodies"], *listed["kinds_of_business"]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)  # fmt: skip


@cache
def _not_jobs() -> frozenset[str]:
    return frozenset(_words()["not_jobs"])


def segments(line: str) -> list[str]:
    """Return the parts of a heading line: "Welder / Fabricator – structural" is three."""
    return [part for part in (each.strip(" -–—|·•,*.)(") for each in _SEGMENT.split(line)) if part]


def names_job(words: str) -> bool:
    """Whether some words end as learned job titles do."""
    bare = _RANK.sub("", words.strip(" .!*")).strip()
    core = core_words(bare)
    if bare and _organization().fullmatch(bare.split()[-1].strip(".,")):
        return False
    return bool(core) and core[-1] not in _not_jobs() and f"${core[-1]}" in title_model().features


def names_somebody(words: str) -> bool:
    """Whether some words hold one of organizations and begin with one that no title has: "Hollis Farms", not "Home Health"."""
    parts = words.split()
    return (
        len(parts) > 1
        and names_organization(words)
        and all(part[0].isupper() or part in {"of", "and", "&", "the", "for"} for part in parts)
        and not set(core_words(parts[0])) & title_model().features.keys()
    )


def names_organization(words: str) -> bool:
    """Whether some words hold a word that organizations carry in their names."""
    return _organization().search(words) is not None
