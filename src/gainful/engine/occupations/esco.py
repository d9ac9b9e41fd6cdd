"""ESCO beside O*NET: skills with their labels and broader groups, occupations with the skills they need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gainful.engine.occupations.store import Columns, Store, by_row


@dataclass(frozen=True, slots=True)
class EscoSkill:
    """A skill or knowledge concept; `broader` holds the uuids of the concepts one step up."""

    uuid: str
    label: str
    alternatives: tuple[str, ...]
    kind: str
    """skill or knowledge."""
    broader: tuple[str, ...]

    @property
    def id(self) -> str:
        """The competency id, `esco:<uuid>`."""
        return f"esco:{self.uuid}"


@dataclass(frozen=True, slots=True)
class EscoOccupation:
    """An ESCO occupation with the uuids of its essential and optional skills."""

    uuid: str
    label: str
    isco: str
    essential: tuple[str, ...]
    optional: tuple[str, ...]


def _uuids(raw: np.ndarray) -> tuple[str, ...]:
    text = [row.tobytes().hex() for row in raw]
    return tuple(f"{t[:8]}-{t[8:12]}-{t[12:16]}-{t[16:20]}-{t[20:]}" for t in text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


class Esco:
    """ESCO 1.1.1 in English; rows are in uuid order."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _skills(self) -> Columns:
        return self._store.read("esco_skills")

    @cached_property
    def skill_ids(self) -> tuple[str, ...]:
        """Every skill's uuid, in row order."""
        return _uuids(self._skills.numbers("uuid"))

    @property
    def labels(self) -> tuple[str, ...]:
        """Every skill's preferred label, in row order."""
        return tuple(self._skills.texts("label"))

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """Every skill's other labels, in row order; made anew each time, for they take 8 MB."""
        return tuple(map(_lines, self._skills.texts("alternatives")))

    @cached_property
    def skill_row(self) -> dict[str, int]:
        """The row of each uuid."""
        return {uuid: row for row, uuid in enumerate(self.skill_ids)}

    @cached_property
    def _broader(self) -> tuple[np.ndarray, np.ndarray]:
        table = self._store.read("esco_broader")
        return by_row(table.numbers("skill"), len(self.skill_ids)), table.numbers("broader")

    def skill(self, uuid: str) -> EscoSkill:
        """Return a skill by uuid (or `esco:<uuid>`); KeyError where ESCO has none."""
        row = self.skill_row[uuid.removeprefix("esco:")]
        offsets, broader = self._broader
        above = tuple(self.group_ids[g] for g in broader[offsets[row] : offsets[row + 1]].tolist())
        kind = "knowledge" if self._skills.numbers("knowledge")[row] else "skill"
        return EscoSkill(
            self.skill_ids[row],
            self.labels[row],
            _lines(self._skills.texts("alternatives")[row]),
            kind,
            above,
        )

    @cached_property
    def _groups(self) -> Columns:
        return self._store.read("esco_groups")

    @cached_property
    def group_ids(self) -> tuple[str, ...]:
        """What `broader` points at: skills first (same rows), then skill groups by their URI's last part."""
        return self.skill_ids + tuple(self._groups.texts("id"))

    @property
    def group_labels(self) -> tuple[str, ...]:
        """Labels in the order of group_ids."""
        return self.labels + tuple(self._groups.texts("label"))

    @cached_property
    def _occupations(self) -> Columns:
        return self._store.read("esco_occupations")

    @cached_property
    def occupation_ids(self) -> tuple[str, ...]:
        """Every ESCO occupation's uuid, in row order."""
        return _uuids(self._occupations.numbers("uuid"))

    @cached_property
    def occupation_row(self) -> dict[str, int]:
        """The row of each occupation uuid."""
        return {uuid: row for row, uuid in enumerate(self.occupation_ids)}

    @property
    def occupation_labels(self) -> tuple[str, ...]:
        """Preferred labels of the occupations, in row order."""
        return tuple(self._occupations.texts("label"))

    @cached_property
    def occupation_alternatives(self) -> tuple[tuple[str, ...], ...]:
        """Other labels of the occupations, in row order."""
        return tuple(map(_lines, self._occupations.texts("alternatives")))

    @cached_property
    def relations(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Parallel arrays sorted by occupation row: occupation row, skill row, 1 essential or 0 optional."""
        table = self._store.read("esco_relations")
        return table.numbers("occupation"), table.numbers("skill"), table.numbers("essential")

    def occupation(self, uuid: str) -> EscoOccupation:
        """Return an ESCO occupation by uuid; KeyError where there is none."""
        row = self.occupation_row[uuid]
        rows, skills, essential = self.relations
        start, stop = np.searchsorted(rows, [row, row + 1])
        stretch, needed = skills[start:stop], essential[start:stop] > 0
        first = tuple(self.skill_ids[s] for s in stretch[needed].tolist())
        second = tuple(self.skill_ids[s] for s in stretch[~needed].tolist())
        return EscoOccupation(
            uuid, self.occupation_labels[row], self._occupations.texts("isco")[row], first, second
        )
