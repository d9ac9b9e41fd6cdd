"""The pool for ranking: the people an organization may match, as arrays kept in memory and brought up to date."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    HeldCompetency,
    Participant,
    ParticipantCredential,
    ParticipantLevels,
)
from gainful.engine.held.circumstances import BARRIERS, SCENARIOS, SHIFTS, bits
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.pool import Pool, empty_pool

READ_AT_ONCE = 20_000
"""Rows that come from the database at a time."""
KEPT = 8
"""Pools kept in memory at once: 20,000 people take about 7 MB, 200,000 about 70."""


@dataclass(slots=True)
class _Kept:
    signature: tuple[Any, ...]
    latest: datetime
    pool: Pool


_pools: dict[tuple[UUID | None, str], _Kept] = {}
_lock = threading.Lock()


def pool(actor: Actor, reference_version: str | None = None) -> Pool:
    """Return the people the actor's organization may match, as arrays of one reference version.

    Held in memory per organization; only people changed since the last call are read again.
    """
    reference = load_reference(reference_version) if reference_version else load_reference()
    key = (actor.organization_id, reference.version)
    signature, latest = _signature()
    with _lock:
        kept = _pools.get(key)
    if kept is not None and kept.signature == signature:
        return kept.pool
    fresh = _rebuild(kept, reference)
    with _lock:
        if len(_pools) >= KEPT and key not in _pools:
            _pools.pop(next(iter(_pools)))
        if latest is not None:
            _pools[key] = _Kept(signature, latest, fresh)
    return fresh


def _signature() -> tuple[tuple[Any, ...], datetime | None]:
    """Count, newest change and ids of what the actor may see: another value means another pool.

    The ids count too: two colleagues who each see a record of their own see equally many people, but not the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.pool_signature()")
        count, latest, ids = cursor.fetchone()
    return (count, latest, ids), latest


def _rebuild(kept: _Kept | None, reference: Reference) -> Pool:
    if kept is None:
        return _read(None, reference)
    visible = {
        str(pk)
        for pk in ParticipantLevels.objects.filter(reference_version=reference.version).values_list(
            "participant_id", flat=True
        )
    }
    changed = {
        str(pk) for pk in Participant.objects.filter(updated_at__gt=kept.latest).values_list("pk", flat=True)
    }
    known = set(kept.pool.ids.tolist())
    renew = (changed | (visible - known)) & visible
    if len(renew) > len(visible) // 4:
        return _read(None, reference)
    stay = np.array([i in visible and i not in renew for i in kept.pool.ids.tolist()], bool)
    old = kept.pool.take(np.flatnonzero(stay))
    return _join(old, _read([UUID(i) for i in renew], reference)) if renew else old


def _join(first: Pool, second: Pool) -> Pool:
    """Return both pools in one."""
    if not len(second):
        return first
    arrays = {
        name: np.concatenate([getattr(first, name), getattr(second, name)])
        for name in (
            "ids", "names", "levels", "doubt", "occupation", "area", "wage_now", "wage_floor", "shifts", "barriers",
            "scenario",
        )
    }  # fmt: skip
    kinds = {*first.segments, *second.segments}
    segments = {
        kind: np.concatenate([_segment(first, kind), _segment(second, kind)]) for kind in sorted(kinds)
    }
    return replace(
        first,
        **arrays,  # type: ignore[arg-type]
        credentials=first.credentials + second.credentials,
        segments=segments,
    )


def _segment(part: Pool, kind: str) -> np.ndarray:
    return part.segments.get(kind, np.full(len(part), "", "U1"))


def _read(ids: Sequence[UUID] | None, reference: Reference) -> Pool:
    """Read people (all that are visible, or these) in six flat queries."""
    rows = _rows(ids, reference.version)
    width = len(reference.elements)
    if not rows:
        return empty_pool(reference.version, width)
    place = {str(row[0]): number for number, row in enumerate(rows)}
    codes = {occupation.code: number for number, occupation in enumerate(reference.occupations)}
    occupation = np.array([codes.get(row[8], -1) for row in rows], np.int32)
    area = np.array([row[2] for row in rows])
    return Pool(
        reference.version,
        ids=np.array([str(row[0]) for row in rows]),
        names=np.array([row[1] for row in rows]),
        levels=np.frombuffer(b"".join(row[6] for row in rows), "<u2")
        .reshape(len(rows), width)
        .astype(np.uint16),
        doubt=np.array([row[7] for row in rows], np.uint16),
        occupation=occupation,
        area=area,
        wage_now=_wages(occupation, area, reference),
        wage_floor=np.array([np.nan if row[3] is None else row[3] for row in rows], np.float32),
        shifts=_shift_bits([tuple(row[4]) for row in rows]),
        barriers=_barrier_bits(ids, place),
        scenario=np.array([SCENARIOS.index(row[5]) for row in rows], np.uint8),
        credentials=_credentials(ids, place),
        segments=_segments(ids, place),
    )


def _rows(ids: Sequence[UUID] | None, version: str) -> list[tuple[Any, ...]]:
    values: list[Any]
    chosen, values = ("", [version]) if ids is None else ("AND p.id = ANY (%s)", [version, list(ids)])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, coalesce(nullif(p.name, ''), p.code), p.area_code, p.wage_floor, p.schedule, p.scenario,"  # noqa: S608
            " l.levels, l.doubt, l.current_code"
            " FROM participants_participant p JOIN participants_participantlevels l ON l.participant_id = p.id"
            f" WHERE l.reference_version = %s {chosen} ORDER BY p.id",
            values,  # type: ignore[arg-type]
        )
        return cursor.fetchall()


def _shift_bits(schedules: Sequence[tuple[str, ...]]) -> np.ndarray:
    known = {schedule: bits(schedule, SHIFTS) for schedule in set(schedules)}
    return np.array([known[schedule] for schedule in schedules], np.uint8)


def _of(model: Any, ids: Sequence[UUID] | None, *columns: str) -> Any:
    """Return (person, columns) of each row, the person as text: a UUID a row would take longer than all else."""
    rows = model.objects.order_by().annotate(who=Cast("participant_id", CharField()))
    return (rows if ids is None else rows.filter(participant_id__in=ids)).values_list("who", *columns)


def _barrier_bits(ids: Sequence[UUID] | None, place: dict[str, int]) -> np.ndarray:
    found = np.zeros(len(place), np.uint32)
    rows = _of(Barrier, ids, "kind").filter(resolved_at=None, is_removable=True)
    bit = {barrier.value: bits([barrier], BARRIERS) for barrier in BARRIERS}
    for person, kind in rows.iterator(READ_AT_ONCE):
        number = place.get(person)
        if number is not None:
            found[number] |= bit[kind]
    return found


def _credentials(ids: Sequence[UUID] | None, place: dict[str, int]) -> tuple[frozenset[str], ...]:
    held: dict[int, set[str]] = defaultdict(set)
    for person, competency in _of(ParticipantCredential, ids, "competency_id").iterator(READ_AT_ONCE):
        if person in place:
            held[place[person]].add(competency)
    tools = _of(HeldCompetency, ids, "competency_id").filter(domain="technology", confirmed_at__isnull=False)
    for person, competency in tools.iterator(READ_AT_ONCE):
        if person in place:
            held[place[person]].add(competency)
    nothing: frozenset[str] = frozenset()
    return tuple(frozenset(held[number]) if number in held else nothing for number in range(len(place)))


def _segments(ids: Sequence[UUID] | None, place: dict[str, int]) -> dict[str, np.ndarray]:
    """Protected characteristics beside the pool: for the fairness check, never for ranking."""
    found: dict[str, list[str]] = {}
    for person, kind, value in _of(Characteristic, ids, "kind", "value").iterator(READ_AT_ONCE):
        if kind not in found:
            found[kind] = [""] * len(place)
        number = place.get(person)
        if number is not None:
            found[kind][number] = value
    return {kind: np.array(values) for kind, values in sorted(found.items())}


def _wages(occupation: np.ndarray, area: np.ndarray, reference: Reference) -> np.ndarray:
    """Median yearly pay of each person's occupation where they live (OEWS), NaN where unknown."""
    known: dict[tuple[int, str], float] = {}
    wages = np.full(len(occupation), np.nan, np.float32)
    for number, pair in enumerate(zip(occupation.tolist(), area.tolist(), strict=True)):
        if pair[0] < 0:
            continue
        if pair not in known:
            wage = reference.wage(reference.occupations[pair[0]].code, pair[1] or None)
            known[pair] = np.nan if wage is None or wage.median is None else float(wage.median)
        wages[number] = known[pair]
    return wages
