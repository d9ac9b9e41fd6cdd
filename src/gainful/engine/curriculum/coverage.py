"""Which confirmed requirements of a job a curriculum's modules serve, to which level, and what serves nothing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gainful.engine.competencies.model import Need


class Coverage(StrEnum):
    """How a requirement stands in a curriculum."""

    TAUGHT = "taught"
    """Some module serves it, to the level that the job asks for or further."""
    SHORT = "short"
    """Modules serve it, none to the level that the job asks for."""
    OPEN = "open"
    """It is to be trained and no module serves it."""
    BROUGHT = "brought"
    """People have it on day one; no module need serve it."""
    OPTIONAL = "optional"
    """Nice to have, and no module serves it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a job asks for: its level is 0-7, None where it has none (a licence)."""

    id: Hashable
    competency_id: str
    name: str
    level: float | None
    need: Need


@dataclass(frozen=True, slots=True)
class TaughtCompetency:
    """What a module teaches, its level 0-7 or None, and the requirements that it serves, by id."""

    competency_id: str
    name: str
    level: float | None
    serves: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class TaughtModule:
    """A module by its key, with what it teaches."""

    key: Hashable
    title: str
    teaches: tuple[TaughtCompetency, ...]


@dataclass(frozen=True, slots=True)
class CoveredRequirement:
    """A requirement with the titles of the modules that serve it and the highest level that they reach."""

    requirement: Requirement
    state: Coverage
    modules: tuple[str, ...]
    level: float | None


def coverage(
    required: Iterable[Requirement], modules: Sequence[TaughtModule]
) -> tuple[CoveredRequirement, ...]:
    """Return each requirement with what serves it, in the order given; a level that nobody states counts as reached."""
    return tuple(_covered(each, modules) for each in required)


def orphans(required: Iterable[Requirement], modules: Sequence[TaughtModule]) -> tuple[TaughtModule, ...]:
    """Return the modules of which some competency, or the whole, serves none of the requirements."""
    known = {each.id for each in required}
    return tuple(
        module
        for module in modules
        if not module.teaches or any(not taught.serves & known for taught in module.teaches)
    )


def _covered(required: Requirement, modules: Sequence[TaughtModule]) -> CoveredRequirement:
    serving = [
        (module.title, taught.level)
        for module in modules
        for taught in module.teaches
        if required.id in taught.serves
    ]
    titles = tuple(dict.fromkeys(title for title, _level in serving))
    stated = [level for _title, level in serving if level is not None]
    reached = max(stated, default=None)
    if not serving:
        state = {Need.DAY_ONE: Coverage.BROUGHT, Need.NICE: Coverage.OPTIONAL}.get(
            required.need, Coverage.OPEN
        )
    elif required.level is None or len(stated) < len(serving) or (reached or 0) >= required.level - 1e-9:
        state = Coverage.TAUGHT
    else:
        state = Coverage.SHORT
    return CoveredRequirement(required, state, titles, reached)
