"""A skills inventory: role × competency, from the levels that the engine works out for each person's present job.

Whoever did not agree to be shown counts as a head everywhere, and with their level only in a role where at least
SMALLEST_CELL such people work: one who looks at a cell, or takes those shown by name away from it, learns of no single
person. Method and limits: docs/methods/skills-inventory.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gainful.engine.competencies.model import Domain
from gainful.engine.held.work_history import HistoryTable, held_levels
from gainful.engine.occupations import Reference
from gainful.engine.ranking.held_by_people import ASSUMED_YEARS

SMALLEST_CELL = 5
"""People who did not agree, below which their levels are left out of a role (assumption; the issue's number)."""
SHOWN_DOMAINS = (Domain.SKILL.value, Domain.KNOWLEDGE.value)
STEPS = 701
"""Levels 0-7 in hundredths."""


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


def skills_inventory(roster: Roster, reference: Reference) -> Inventory:
    """Return the inventory of a roster; 100,000 people take well under a second."""
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
    counts = agreed | ((headcount - willing) >= SMALLEST_CELL)[role]
    mean, at_least = _levels(rows[known], roster.years[known], role, heads * counts, columns, size, reference)
    order = np.lexsort((role_rows, -headcount))
    return Inventory(
        reference=reference,
        roles=tuple(reference.occupations[place].code for place in role_rows[order]),
        columns=columns,
        headcount=headcount[order],
        agreed=willing[order],
        counted=np.bincount(role, heads * counts, size).astype(np.int64)[order],
        mean=mean[order],
        without_role=int(people[rows < 0].sum()),
        at_least=at_least,
        people=int(people.sum()),
    )


def _occupation_rows(codes: Sequence[str] | np.ndarray, reference: Reference) -> np.ndarray:
    """Return the reference's row of each code, -1 where it has none; each code is looked up once."""
    names, place = np.unique(np.asarray(codes, dtype=np.str_), return_inverse=True)
    known = {each.code: row for row, each in enumerate(reference.occupations)}
    return np.array([known.get(str(name), -1) for name in names], np.int64)[place]


def _levels(
    rows: np.ndarray,
    years: np.ndarray,
    role: np.ndarray,
    weights: np.ndarray,
    columns: np.ndarray,
    roles: int,
    reference: Reference,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean level [roles, columns], and by column how many hold each hundredth of a level or more."""
    total = np.zeros((roles, columns.size))
    weight = np.zeros((roles, columns.size))
    at_least = np.zeros((columns.size, STEPS), np.int64)
    used = np.flatnonzero(weights)
    used = used[np.argsort(role[used], kind="stable")]
    told = np.where(np.isnan(years), ASSUMED_YEARS, np.maximum(years, 0.0))
    for start in range(0, used.size, 20_000):
        some = used[start : start + 20_000]
        table = HistoryTable(
            np.arange(some.size, dtype=np.int32), rows[some].astype(np.int32), told[some], np.zeros(some.size)
        )
        level = held_levels(table, some.size, reference)[0][:, columns]
        there = ~np.isnan(level)
        heads = weights[some]
        starts = np.flatnonzero(np.r_[True, np.diff(role[some]) > 0])
        weighed = np.where(there, level, 0.0) * heads[:, None]
        total[role[some][starts]] += np.add.reduceat(weighed, starts, axis=0)
        weight[role[some][starts]] += np.add.reduceat(there * heads[:, None], starts, axis=0)
        steps = np.where(there, np.rint(np.nan_to_num(level) * 100), 0).astype(np.int64)
        for column in range(columns.size):
            at_least[column] += np.bincount(
                steps[:, column], heads * there[:, column], minlength=STEPS
            ).astype(np.int64)[:STEPS]
    mean = np.divide(total, weight, out=np.full_like(total, np.nan), where=weight > 0)
    return mean.astype(np.float32), at_least[:, ::-1].cumsum(axis=1)[:, ::-1]
