"""From records of people and courses to the engine's arrays and courses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from gainful.engine.curriculum import Course, Teaches
from gainful.engine.held.circumstances import BARRIERS, SCENARIOS, SHIFTS, Scenario, bits
from gainful.engine.held.work_history import HistoryTable, Job, held_levels, history_row
from gainful.engine.occupations import Reference
from gainful.engine.ranking.kernel import as_hundredths
from gainful.engine.ranking.pool import Pool
from gainful.engine.records.courses import CourseRecord
from gainful.engine.records.people import JobRecord, PersonRecord

ASSUMED_YEARS = 1.0
"""Tenure where a job has no start date: counted as one year, which the doubt of the levels covers."""
FULL_SCALE = 7.0


def pool_from_records(people: Sequence[PersonRecord], reference: Reference, as_of: date) -> Pool:
    """Return the pool of these people; jobs without a known occupation code tell nothing about levels."""
    rows = [
        (place, *history_row(_job(job, as_of), as_of, reference))
        for place, person in enumerate(people)
        for job in person.jobs
        if job.code
    ]
    table = np.array(rows, float).reshape(-1, 4)
    history = HistoryTable(
        table[:, 0].astype(np.int32), table[:, 1].astype(np.int32), table[:, 2], table[:, 3]
    )
    level, doubt = held_levels(history, len(people), reference)
    for place, column, told in _told_levels(people, reference):
        level[place, column] = told
    occupation = np.array([_last(person, reference) for person in people], np.int32)
    width = np.where(np.isnan(doubt), 0.0, doubt).max(axis=1) if len(people) else np.empty(0)
    return Pool(
        reference.version,
        ids=np.array([person.code for person in people], str),
        names=np.array([person.name or person.code for person in people], str),
        levels=as_hundredths(level),
        doubt=np.rint(width * 100).astype(np.uint16),
        occupation=occupation,
        area=np.array([person.area_code for person in people], str),
        wage_now=last_wages(occupation, people[0].area_code if people else "", reference),
        wage_floor=np.array([person.wage_floor or np.nan for person in people], np.float32),
        shifts=np.array([bits(person.schedule, SHIFTS) for person in people], np.uint8),
        barriers=np.array([bits(person.barriers, BARRIERS) for person in people], np.uint32),
        scenario=np.array([SCENARIOS.index(Scenario(person.scenario)) for person in people], np.uint8),
        credentials=tuple(_proofs(person) for person in people),
        segments=_segments(people),
    )


def _told_levels(people: Sequence[PersonRecord], reference: Reference) -> Iterator[tuple[int, int, float]]:
    """Yield person, column and level of what was told with a level: it overrides what the history suggests."""
    columns = {element.id: column for column, element in enumerate(reference.elements)}
    for place, person in enumerate(people):
        for skill in person.skills:
            if skill.level is not None and skill.competency_id in columns:
                yield place, columns[skill.competency_id], skill.level


def _proofs(person: PersonRecord) -> frozenset[str]:
    """Credentials, and tools the person says they know."""
    tools = (s.competency_id for s in person.skills if s.domain in {"technology", "credential"})
    return frozenset((*map(credential_key, person.credentials), *tools))


def credential_key(name: str) -> str:
    """Return a credential's id with its prefix."""
    return name if name.startswith("credential:") else f"credential:{name}"


def _job(job: JobRecord, as_of: date) -> Job:
    end = job.end or as_of
    return Job(job.code, job.start or date.fromordinal(end.toordinal() - int(ASSUMED_YEARS * 365)), job.end)


def _last(person: PersonRecord, reference: Reference) -> int:
    """Return the row of the latest job's occupation, -1 where none is known."""
    known = [job for job in person.jobs if job.code]
    if not known:
        return -1
    return reference.row(max(known, key=lambda job: (job.end or date.max, job.start or date.min)).code)


def last_wages(occupation: np.ndarray, area: str, reference: Reference) -> np.ndarray:
    """Return the area's median annual wage of each person's last occupation, float32, NaN unknown."""
    found = np.full(len(occupation), np.nan, np.float32)
    for row in np.unique(occupation[occupation >= 0]):
        wage = reference.wage(reference.occupations[row].code, area or None)
        if wage is not None and wage.median:
            found[occupation == row] = wage.median
    return found


def _segments(people: Sequence[PersonRecord]) -> dict[str, np.ndarray]:
    keys = sorted({key for person in people for key in person.characteristics})
    return {key: np.array([person.characteristics.get(key, "") for person in people], str) for key in keys}


def courses_from_records(records: Sequence[CourseRecord]) -> list[Course]:
    """Return the engine's courses; a taught level that is not stated reaches the top of the scale."""
    return [
        Course(
            id=record.code,
            title=record.title,
            provider=record.provider,
            hours=record.hours,
            price=Decimal(str(record.price)),
            teaches={
                taught.competency_id: Teaches(
                    taught.level_from or 0.0, FULL_SCALE if taught.level_to is None else taught.level_to
                )
                for taught in record.teaches
            },
            weekly_hours=record.weekly_hours or 20.0,
            modality=record.modality,
            prerequisites=record.prerequisites,
            start_dates=record.start_dates,
            credential=record.credential,
            occupations=record.occupations,
        )
        for record in records
    ]
