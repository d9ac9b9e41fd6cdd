"""What came of each version of a curriculum: who took a seat, completed, was hired, and stayed in work."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from gainful.domain.cohorts.states import EnrolmentStatus
from gainful.domain.placements.states import JOBS, PlacementKind
from gainful.engine.indicators.after_hire import MARKS, Heard, Report, Tally, stays, tally

HALF_YEAR = 180


@dataclass(frozen=True, slots=True)
class StillThere:
    """How many of those in a job were in work, and with the same employer, so many days after their first one."""

    days: int
    employed: Tally
    same_employer: Tally


@dataclass(frozen=True, slots=True)
class VersionOutcomes:
    """People who were trained from one version, by what became of them; each person counts once."""

    in_training: int
    completed: int
    left: int
    did_not_start: int
    outcomes: tuple[tuple[str, int], ...]
    """People by kind of outcome; somebody hired who went to school before counts as hired."""
    stays: tuple[StillThere, ...]

    @property
    def seats(self) -> int:
        """People who took a seat and began, or will."""
        return self.in_training + self.completed + self.left

    def of(self, *kinds: str) -> int:
        """Return the people with an outcome of these kinds."""
        return sum(n for kind, n in self.outcomes if kind in kinds)

    @property
    def hired(self) -> int:
        """People hired into an opening, an internal role among them."""
        return self.of(PlacementKind.HIRE, PlacementKind.INTERNAL)

    @property
    def other_job(self) -> int:
        """People in a job beside the openings."""
        return self.of(PlacementKind.OTHER_JOB)

    @property
    def school(self) -> int:
        """People in school."""
        return self.of(PlacementKind.SCHOOL)

    @property
    def other(self) -> int:
        """People of whom something else is recorded."""
        return self.of(PlacementKind.OTHER)

    @property
    def no_outcome_yet(self) -> int:
        """People of whom nothing is recorded yet, which is no outcome of its own."""
        return self.seats - sum(n for _kind, n in self.outcomes)

    @property
    def half_year(self) -> StillThere:
        """The answers of 180 days after the first one."""
        return next(each for each in self.stays if each.days == HALF_YEAR)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "seats": self.seats, "in_training": self.in_training, "completed": self.completed, "left": self.left,
            "did_not_start": self.did_not_start, "outcomes": dict(self.outcomes), "hired": self.hired,
            "no_outcome_yet": self.no_outcome_yet, "stays": [asdict(each) for each in self.stays],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """One seat and its outcome; nothing of it names anybody."""

    seat: str
    kind: str | None
    began: date | None
    reports: tuple[Report, ...]


def outcomes_of_versions(curriculum_id: UUID, today: date | None = None) -> dict[UUID, VersionOutcomes]:
    """Return the outcomes by version id, of versions that a cohort was trained from; for staff of the agency.

    They are right whatever consents have ended: counts name nobody. What was heard after a hire counts while the person
    lets the agency ask, else it is not known.
    """
    by_version: dict[UUID, list[_Row]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, seat, kind, began, reports::text FROM gainful.version_results(%s)",
            [curriculum_id],
        )
        for version, seat, kind, began, told in cursor.fetchall():
            reports = tuple(
                Report(Heard(each["kind"]), date.fromisoformat(each["day"])) for each in json.loads(told)
            )
            by_version.setdefault(version, []).append(_Row(seat, kind, began, reports))
    day = today or timezone.localdate()
    return {version: _counted(rows, day) for version, rows in by_version.items()}


def _counted(rows: Sequence[_Row], today: date) -> VersionOutcomes:
    seats = Counter(row.seat for row in rows)
    began = [row for row in rows if row.seat != EnrolmentStatus.NOT_STARTED]
    kinds = Counter(row.kind for row in began if row.kind is not None)
    jobs = [
        stays(row.began, row.reports, today) for row in began if row.kind in JOBS and row.began is not None
    ]
    return VersionOutcomes(
        in_training=seats[EnrolmentStatus.ENROLLED],
        completed=seats[EnrolmentStatus.COMPLETED],
        left=seats[EnrolmentStatus.LEFT],
        did_not_start=seats[EnrolmentStatus.NOT_STARTED],
        outcomes=tuple((kind, kinds[kind]) for kind in PlacementKind.values if kinds[kind]),
        stays=tuple(
            StillThere(
                days,
                tally(found[place].employed for found in jobs),
                tally(found[place].same_employer for found in jobs),
            )
            for place, days in enumerate(MARKS)
        ),
    )
