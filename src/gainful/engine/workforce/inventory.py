"""A skills inventory: role × competency, from what people let their employer count of their own profile.

Of everybody else the levels are assumed, as the engine works them out for the present job. Whoever did not agree to be
shown counts as a head everywhere, and with their assumed level only in a role where at least SMALLEST_GROUP such people
work: one who looks at a cell, or takes those shown by name away from it, learns of no single person. Whose own levels
count without a name is decided before (engine.disclosure.next_release). Method: docs/methods/skills-inventory.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gainful.engine.competencies.model import Domain
from gainful.engine.disclosure import SMALLEST_GROUP
from gainful.engine.held.work_history import HistoryTable, held_levels
from gainful.engine.occupations import Reference
from gainful.engine.ranking.held_by_people import ASSUMED_YEARS

SHOWN_DOMAINS = (Domain.SKILL.value, Domain.KNOWLEDGE.value)
STEPS = 701
"""Levels 0-7 in hundredths."""
CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Roster:
    """An organization's people, nameless: one line a group of people who share role, time in it and consent."""

    codes: Sequence[str] | np.ndarray
    """O*NET-SOC code of the present role, "" where none is known"""
    years: np.ndarray
    """float [n], years in the role; NaN where nobody told"""
    agreed: np.ndarray
    """bool [n], whether they agreed to be shown to their employer"""
    people: np.ndarray
    """int [n], how many"""
    told: np.ndarray | None = None
    """bool [n], whether their own levels are among the told ones: nothing is assumed of them; None: of nobody"""


@dataclass(frozen=True, slots=True)
class ToldLevels:
    """What people can do by their own profile, one line a person, nameless."""

    codes: Sequence[str] | np.ndarray
    """O*NET-SOC code of the role they count in"""
    levels: np.ndarray
    """float [n, elements of the reference], 0-7; NaN where unknown"""


@dataclass(frozen=True)
class Inventory:
    """Levels by role; rows are roles with the most people first, columns the skills and knowledge of the reference."""

    reference: Reference
    roles: tuple[str, ...]
    """O*NET-SOC codes"""
    columns: np.ndarray
    """int [c], places of the columns in `reference.elements`"""
    headcount: np.ndarray
    """int [r], everybody in the role"""
    agreed: np.ndarray
    """int [r], those who agreed"""
    counted: np.ndarray
    """int [r], those whose levels stand in the row"""
    told: np.ndarray
    """int [r], those of them who count by their own profile; the others' levels are assumed from role and time in it"""
    mean: np.ndarray
    """float32 [r, c], 0-7; NaN where nobody counts or the reference rates nothing"""
    without_role: int
    """people whose role is no known occupation"""
    at_least: np.ndarray
    """int64 [c, STEPS], how many people counted hold a column at so many hundredths or more"""
    people: int

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.roles)}

    def row_of(self, code: str) -> int | None:
        """Return a role's row, None where nobody works in it."""
        return self._places.get(code)

    def column_of(self, competency_id: str) -> int | None:
        """Return a competency's column, None where it is not in the inventory."""
        try:
            place = self.reference.column(competency_id)
        except KeyError:
            return None
        found = np.flatnonzero(self.columns == place)
        return int(found[0]) if found.size else None

    def is_hidden(self, row: int) -> bool:
        """Whether people of the role are left out of its levels, as too few of them did not agree."""
        return bool(self.counted[row] < self.headcount[row])

    def holders(self, column: int, level: float) -> int:
        """Return how many of those counted hold a column at this level or above."""
        return int(self.at_least[column, min(STEPS - 1, max(0, round(level * 100)))])


def skills_inventory(roster: Roster, reference: Reference, told: ToldLevels | None = None) -> Inventory:
    """Return the inventory of a roster and of the levels that its people told."""
    rows = _occupation_rows(roster.codes, reference)
    people = np.asarray(roster.people, np.int64)
    known = np.flatnonzero(rows >= 0)
    elements = reference.elements
    columns = np.array([place for place, each in enumerate(elements) if each.domain in SHOWN_DOMAINS])
    role_rows, role = np.unique(rows[known], return_inverse=True)
    agreed = np.asarray(roster.agreed, bool)[known]
    heads = people[known]
    size = role_rows.size
    headcount = np.bincount(role, heads, size).astype(np.int64)
    willing = np.bincount(role, heads * agreed, size).astype(np.int64)
    own = np.zeros(known.size, bool) if roster.told is None else np.asarray(roster.told, bool)[known]
    silent = np.bincount(role, heads * ~(agreed | own), size)
    counts = heads * (~own & (agreed | (silent >= SMALLEST_GROUP)[role]))
    sums = _Sums(size, columns)
    _assume(sums, rows[known], roster.years[known], role, counts, reference)
    profiles = np.zeros(size, np.int64) if told is None else _tell(sums, told, role_rows, reference)
    order = np.lexsort((role_rows, -headcount))
    return Inventory(
        reference=reference,
        roles=tuple(reference.occupations[place].code for place in role_rows[order]),
        columns=columns,
        headcount=headcount[order],
        agreed=willing[order],
        counted=(np.bincount(role, counts, size).astype(np.int64) + profiles)[order],
        told=profiles[order],
        mean=sums.mean()[order],
        without_role=int(people[rows < 0].sum()),
        at_least=sums.steps[:, ::-1].cumsum(axis=1)[:, ::-1],
        people=int(people.sum()),
    )


def _occupation_rows(codes: Sequence[str] | np.ndarray, reference: Reference) -> np.ndarray:
    """Return the reference's row of each code, -1 where it has none; each code is looked up once."""
    names, place = np.unique(np.asarray(codes, dtype=np.str_), return_inverse=True)
    known = {each.code: row for row, each in enumerate(reference.occupations)}
    return np.array([known.get(str(name), -1) for name in names], np.int64)[place]


class _Sums:
    """Sums of levels by role and column, and how many hold each hundredth of a level."""

    def __init__(self, roles: int, columns: np.ndarray) -> None:
        self.columns = columns
        self.total = np.zeros((roles, columns.size))
        self.weight = np.zeros((roles, columns.size))
        self.steps = np.zeros((columns.size, STEPS), np.int64)

    def add(self, level: np.ndarray, role: np.ndarray, heads: np.ndarray) -> None:
        """Add lines of levels [n, columns], sorted by role, each of so many people."""
        there = ~np.isnan(level)
        starts = np.flatnonzero(np.r_[True, np.diff(role) > 0])
        weighed = np.where(there, level, 0.0) * heads[:, None]
        self.total[role[starts]] += np.add.reduceat(weighed, starts, axis=0)
        self.weight[role[starts]] += np.add.reduceat(there * heads[:, None], starts, axis=0)
        steps = np.where(there, np.rint(np.nan_to_num(level) * 100), 0).astype(np.int64)
        for column in range(self.columns.size):
            counted = np.bincount(steps[:, column], heads * there[:, column], minlength=STEPS)
            self.steps[column] += counted.astype(np.int64)[:STEPS]

    def mean(self) -> np.ndarray:
        """Return the mean level [roles, columns], NaN where nobody counts."""
        empty = np.full_like(self.total, np.nan)
        return np.divide(self.total, self.weight, out=empty, where=self.weight > 0).astype(np.float32)


def _assume(
    sums: _Sums,
    rows: np.ndarray,
    years: np.ndarray,
    role: np.ndarray,
    weights: np.ndarray,
    reference: Reference,
) -> None:
    """Add the levels that a role and the time in it let assume."""
    used = np.flatnonzero(weights)
    used = used[np.argsort(role[used], kind="stable")]
    spent = np.where(np.isnan(years), ASSUMED_YEARS, np.maximum(years, 0.0))
    for start in range(0, used.size, CHUNK):
        some = used[start : start + CHUNK]
        table = HistoryTable(
            np.arange(some.size, dtype=np.int32),
            rows[some].astype(np.int32),
            spent[some],
            np.zeros(some.size),
        )
        level = held_levels(table, some.size, reference)[0][:, sums.columns]
        sums.add(level, role[some], weights[some])


def _tell(sums: _Sums, told: ToldLevels, role_rows: np.ndarray, reference: Reference) -> np.ndarray:
    """Add people's own levels to roles in which somebody works; returns how many by role."""
    rows = _occupation_rows(told.codes, reference)
    place = np.searchsorted(role_rows, rows)
    place[place == role_rows.size] = 0
    used = np.flatnonzero(role_rows[place] == rows) if role_rows.size else np.zeros(0, np.int64)
    used = used[np.argsort(place[used], kind="stable")]
    for start in range(0, used.size, CHUNK):
        some = used[start : start + CHUNK]
        sums.add(told.levels[some][:, sums.columns], place[some], np.ones(some.size, np.int64))
    return np.bincount(place[used], minlength=role_rows.size).astype(np.int64)
