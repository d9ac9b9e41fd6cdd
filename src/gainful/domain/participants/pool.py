"""The pool for ranking: the people an organization may match, as arrays kept in memory and brought up to date."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
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
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.build_pool import PROVING_DOMAINS, PersonColumns, build_pool, credential_key
from gainful.engine.ranking.held_by_people import HeldByPeople
from gainful.engine.ranking.pool import Pool

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
    return old.joined(_read([UUID(i) for i in renew], reference)) if renew else old


def _read(ids: Sequence[UUID] | None, reference: Reference) -> Pool:
    """Read people (all that are visible, or these) in six flat queries."""
    rows = _rows(ids, reference.version)
    place = {str(row[0]): number for number, row in enumerate(rows)}
    columns = PersonColumns(
        ids=[str(row[0]) for row in rows],
        codes=[row[1] for row in rows],
        names=[row[2] or row[1] for row in rows],
        areas=[row[3] for row in rows],
        wage_floors=[row[4] for row in rows],
        schedules=[row[5] for row in rows],
        scenarios=[row[6] for row in rows],
        barriers=_barriers(ids, place),
        proofs=_proofs(ids, place),
        segments=_segments(ids, place),
        since=[row[10] for row in rows],
    )
    held = HeldByPeople(
        levels=np.frombuffer(b"".join(row[7] for row in rows), "<u2")
        .reshape(len(rows), len(reference.elements))
        .astype(np.uint16),
        doubt=np.array([row[8] for row in rows], np.uint16),
        last_codes=tuple(row[9] for row in rows),
    )
    return build_pool(columns, held, reference)


def _rows(ids: Sequence[UUID] | None, version: str) -> list[tuple[Any, ...]]:
    values: list[Any]
    chosen, values = ("", [version]) if ids is None else ("AND p.id = ANY (%s)", [version, list(ids)])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.code, p.name, p.area_code, p.wage_floor, p.schedule, p.scenario,"  # noqa: S608
            " l.levels, l.doubt, l.current_code, p.created_at::date"
            " FROM participants_participant p JOIN participants_participantlevels l ON l.participant_id = p.id"
            f" WHERE l.reference_version = %s {chosen} ORDER BY p.id",
            values,  # type: ignore[arg-type]
        )
        return cursor.fetchall()


def _of(model: Any, ids: Sequence[UUID] | None, *columns: str) -> Any:
    """Return (person, columns) of each row, the person as text: a UUID a row would take longer than all else."""
    rows = model.objects.order_by().annotate(who=Cast("participant_id", CharField()))
    return (rows if ids is None else rows.filter(participant_id__in=ids)).values_list("who", *columns)


def _barriers(ids: Sequence[UUID] | None, place: dict[str, int]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()] * len(place)
    rows = _of(Barrier, ids, "kind").filter(resolved_at=None, is_removable=True)
    for person, kind in rows.iterator(READ_AT_ONCE):
        number = place.get(person)
        if number is not None:
            found[number] = (*found[number], kind)
    return found


def _proofs(ids: Sequence[UUID] | None, place: dict[str, int]) -> list[frozenset[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for person, competency in _of(ParticipantCredential, ids, "competency_id").iterator(READ_AT_ONCE):
        if person in place:
            held[place[person]].add(credential_key(competency))
    tools = _of(HeldCompetency, ids, "competency_id").filter(
        domain__in=PROVING_DOMAINS, confirmed_at__isnull=False
    )
    for person, competency in tools.iterator(READ_AT_ONCE):
        if person in place:
            held[place[person]].add(competency)
    nothing: frozenset[str] = frozenset()
    return [frozenset(held[number]) if number in held else nothing for number in range(len(place))]


def _segments(ids: Sequence[UUID] | None, place: dict[str, int]) -> dict[str, list[str]]:
    """Protected characteristics beside the pool: for the fairness check, never for ranking."""
    found: dict[str, list[str]] = {}
    for person, kind, value in _of(Characteristic, ids, "kind", "value").iterator(READ_AT_ONCE):
        if kind not in found:
            found[kind] = [""] * len(place)
        number = place.get(person)
        if number is not None:
            found[kind][number] = value
    return dict(sorted(found.items()))
