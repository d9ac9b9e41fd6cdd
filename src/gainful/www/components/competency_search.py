"""Find a competency by name among O*NET elements, technologies and ESCO skills."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gainful.engine.occupations import load_reference


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency one can add to a profile."""

    id: str
    name: str
    domain: str
    source: str


@cache
def _all() -> tuple[tuple[str, Competency], ...]:
    reference = load_reference()
    found = [Competency(e.id, e.name, e.domain, "O*NET") for e in reference.elements]
    found += [Competency(t.id, t.name, "technology", "O*NET") for t in reference.technology_list]
    esco = reference.esco
    found += [
        Competency(f"esco:{uuid}", label, "skill", "ESCO")
        for uuid, label in zip(esco.skill_ids, esco.labels, strict=True)
    ]
    return tuple((item.name.casefold(), item) for item in found)


@cache
def _by_key() -> dict[str, Competency]:
    return {key: item for name, item in reversed(_all()) for key in (name, item.id)}


def find_competency(text: str) -> Competency | None:
    """Return the competency with exactly this name or id."""
    return _by_key().get(text.strip()) or _by_key().get(text.strip().casefold())


def search_competencies(text: str, limit: int = 12) -> list[Competency]:
    """Return competencies whose name holds every word, those that begin with the text first, shortest first."""
    wanted = text.casefold().strip()
    if len(wanted) < 2:
        return []
    words = wanted.split()
    hits = [(name, item) for name, item in _all() if all(word in name for word in words)]
    hits.sort(key=lambda pair: (not pair[0].startswith(wanted), len(pair[0])))
    return [item for _name, item in hits[:limit]]
