"""Held levels of people, computed from their history and kept for ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import numpy as np
from django.db import connection
from django.utils import timezone

from gainful.domain.participants.bulk import insert_rows
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import (
    HeldCompetency,
    Participant,
    ParticipantLevels,
    Scope,
    WorkHistory,
)
from gainful.domain.participants.row_security import visible
from gainful.engine.held.work_history import HistoryTable, Job, held_levels, history_row
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.kernel import UNKNOWN

CHUNK = 4000


def refresh_levels(people: Iterable[UUID], reference: Reference | None = None, *, mark: bool = True) -> int:
    """Rebuild the cached levels of these people and mark them changed unless the caller does; returns how many.

    Who did not agree to be matched has none; giving that consent makes them.
    """
    reference = reference or load_reference()
    wanted = list(people)
    agreed = covered(wanted, "matching")
    ids = [person for person in wanted if person in agreed]
    for start in range(0, len(ids), CHUNK):
        _refresh(ids[start : start + CHUNK], reference)
    if mark:
        touch(wanted)
    return len(ids)


def touch(people: Sequence[UUID]) -> None:
    """Mark people changed, so that every cached pool takes them in again."""
    Participant.objects.filter(pk__in=people).update(updated_at=timezone.now())


def _refresh(ids: Sequence[UUID], reference: Reference) -> None:
    jobs = _jobs(ids, reference)
    table, current = _history(ids, jobs, reference)
    level, doubt = held_levels(table, len(ids), reference)
    _measured(ids, level, doubt, reference)
    hundredths = to_hundredths(level)
    width = mean_doubt(doubt)
    now = timezone.now()
    insert_rows(
        ParticipantLevels,
        ("id", "participant_id", "reference_version", "levels", "doubt", "current_code", "updated_at"),
        (
            (next_id(), person, reference.version, hundredths[place].tobytes(), int(width[place]),
             current.get(place, ""), now)
            for place, person in enumerate(ids)
        ),
        replacing=("participant_id", "reference_version"),
    )  # fmt: skip


def to_hundredths(level: np.ndarray) -> np.ndarray:
    """Return levels 0-7 as little-endian uint16 hundredths; NaN becomes UNKNOWN."""
    return np.where(np.isnan(level), UNKNOWN, np.round(np.nan_to_num(level) * 100)).astype("<u2")


def mean_doubt(doubt: np.ndarray) -> np.ndarray:
    """Return each person's mean half-width in hundredths; 0 where nothing is known."""
    known = ~np.isnan(doubt)
    total = np.nansum(doubt, axis=1)
    return np.round(100 * total / np.maximum(known.sum(axis=1), 1)).astype(int)


def _jobs(ids: Sequence[UUID], reference: Reference) -> dict[UUID, list[Job]]:
    known = {occupation.code for occupation in reference.occupations}
    found: dict[UUID, list[Job]] = defaultdict(list)
    rows = WorkHistory.objects.filter(participant_id__in=ids).exclude(occupation_code="").order_by("id")
    for person, code, start, end in rows.values_list("participant_id", "occupation_code", "start", "end"):
        if code in known:
            first = start or end or timezone.localdate()
            found[person].append(Job(code, first, end))
    return found


def _history(
    ids: Sequence[UUID], jobs: dict[UUID, list[Job]], reference: Reference
) -> tuple[HistoryTable, dict[int, str]]:
    today = timezone.localdate()
    lines: list[tuple[int, int, float, float]] = []
    current: dict[int, str] = {}
    for place, person in enumerate(ids):
        held = sorted(jobs.get(person, ()), key=lambda job: (job.end or date.max, job.start))
        lines.extend((place, *history_row(job, today, reference)) for job in held)
        if held:
            current[place] = held[-1].code
    columns = np.array(lines, np.float64).reshape(-1, 4)
    table = HistoryTable(
        person=columns[:, 0].astype(np.int32),
        occupation=columns[:, 1].astype(np.int32),
        years=columns[:, 2].astype(np.float32),
        years_since=columns[:, 3].astype(np.float32),
    )
    return table, current


def _measured(ids: Sequence[UUID], level: np.ndarray, doubt: np.ndarray, reference: Reference) -> None:
    """Let confirmed levels override what the history suggests."""
    place = {person: row for row, person in enumerate(ids)}
    column = {element.id: number for number, element in enumerate(reference.elements)}
    rows = HeldCompetency.objects.filter(
        participant_id__in=ids, level__isnull=False, confirmed_at__isnull=False
    )
    for person, competency, held, low, high in rows.order_by("id").values_list(
        "participant_id", "competency_id", "level", "level_low", "level_high"
    ):
        if competency in column:
            at = (place[person], column[competency])
            level[at] = held
            doubt[at] = 0.0 if low is None or high is None else (high - low) / 2


def covered(people: Sequence[UUID], scope: str) -> set[UUID]:
    """Return which of these people let the actor work with this part of their record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.id FROM unnest(%s::uuid[]) AS asked(id)"  # noqa: S608 - the rule is ours, the scope checked
            f" WHERE gainful.is_system() OR {visible('asked', Scope(scope).value, 'id')}",
            [list(people)],
        )
        return {row[0] for row in cursor.fetchall()}


def taken_codes(codes: Sequence[str]) -> set[str]:
    """Return which of these person IDs the acting organization has used, also for people it may not see now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.taken_codes(%s)", [list(codes)])
        return {row[0] for row in cursor.fetchall()}
