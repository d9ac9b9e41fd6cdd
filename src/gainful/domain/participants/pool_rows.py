"""People read from the database for ranking, as the actor may see them: flat queries for some thousand at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast

from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    HeldCompetency,
    ParticipantCredential,
    ParticipantLevels,
)
from gainful.engine.occupations import Reference
from gainful.engine.ranking.build_pool import PROVING_DOMAINS, PersonColumns, build_pool, credential_key
from gainful.engine.ranking.held_by_people import HeldByPeople
from gainful.engine.ranking.pool import Pool, empty_pool
from gainful.engine.ranking.pool_pieces import Uuids, joined_pools

READ_AT_ONCE = 20_000
"""People, and rows of their parts, that come from the database at a time."""


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """People and until when each has agreed, microseconds since 1970, int64 [n]; 0 where they never did."""

    pool: Pool
    until: np.ndarray


def read_people(ids: Sequence[UUID], reference: Reference) -> PeopleRead:
    """Return those of these people whom the actor may see and who can be matched."""
    parts = [
        _read(ids[start : start + READ_AT_ONCE], reference) for start in range(0, len(ids), READ_AT_ONCE)
    ]
    some = [part for part in parts if len(part.pool)]
    if not some:
        return PeopleRead(
            _with_ids(empty_pool(reference.version, len(reference.elements)), []), np.empty(0, np.int64)
        )
    return PeopleRead(
        joined_pools([part.pool for part in some]), np.concatenate([part.until for part in some])
    )


def agreed_people(agency: UUID) -> list[UUID]:
    """Return everybody who lets this organization match them now, whether or not levels are worked out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.participant_id FROM participants_consent c WHERE c.organization_id = %s"
            " AND c.revoked_at IS NULL AND c.expires_at > now() AND c.scopes @> '{profile,matching}'"
            " ORDER BY c.participant_id",
            [agency],
        )
        return [row[0] for row in cursor.fetchall()]


def visible_people(reference: Reference) -> list[UUID]:
    """Return everybody with levels whom the actor may see: for the system, which no consent binds."""
    levels = ParticipantLevels.objects.filter(reference_version=reference.version)
    return list(levels.order_by("participant_id").values_list("participant_id", flat=True))


def _with_ids(pool: Pool, ids: Sequence[UUID]) -> Pool:
    column = Uuids.of(ids)
    return replace(pool, ids=column, codes=column, names=column)


def _read(ids: Sequence[UUID], reference: Reference) -> PeopleRead:
    """Read people in six flat queries."""
    rows = _rows(ids, reference.version)
    place = {str(row[0]): number for number, row in enumerate(rows)}
    columns = PersonColumns(
        ids=[str(row[0]) for row in rows],
        codes=[row[1] for row in rows],
        names=[row[1] for row in rows],
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
    pool = _with_ids(build_pool(columns, held, reference), [row[0] for row in rows])
    until = _until(ids)
    return PeopleRead(pool, np.array([until.get(row[0], 0) for row in rows], np.int64))


def _until(ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return until when each of these people lets the actor's organization match them, microseconds since 1970."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.participant_id, floor(extract(epoch FROM c.expires_at) * 1000000)::bigint"
            " FROM participants_consent c WHERE c.organization_id = (SELECT gainful.staff_organization())"
            " AND c.participant_id = ANY (%s) AND c.revoked_at IS NULL AND c.expires_at > now()"
            " AND c.scopes @> '{profile,matching}'",
            [list(ids)],
        )
        return dict(cursor.fetchall())


def _rows(ids: Sequence[UUID], version: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.code, p.name, p.area_code, p.wage_floor, p.schedule, p.scenario,"
            " l.levels, l.doubt, l.current_code, coalesce(p.waits_since, p.created_at::date)"
            " FROM participants_participant p JOIN participants_participantlevels l ON l.participant_id = p.id"
            " WHERE l.reference_version = %s AND p.id = ANY (%s) ORDER BY p.id",
            [version, list(ids)],
        )
        return cursor.fetchall()


def _of(model: Any, ids: Sequence[UUID], *columns: str) -> Any:
    """Return (person, columns) of each row, the person as text: a UUID a row would take longer than all else."""
    rows = model.objects.order_by().annotate(who=Cast("participant_id", CharField()))
    return rows.filter(participant_id__in=ids).values_list("who", *columns)


def _barriers(ids: Sequence[UUID], place: dict[str, int]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()] * len(place)
    rows = _of(Barrier, ids, "kind").filter(resolved_at=None, is_removable=True)
    for person, kind in rows.iterator(READ_AT_ONCE):
        number = place.get(person)
        if number is not None:
            found[number] = (*found[number], kind)
    return found


def _proofs(ids: Sequence[UUID], place: dict[str, int]) -> list[frozenset[str]]:
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


def _segments(ids: Sequence[UUID], place: dict[str, int]) -> dict[str, list[str]]:
    """Protected characteristics beside the pool: for the fairness check, never for ranking."""
    found: dict[str, list[str]] = {}
    for person, kind, value in _of(Characteristic, ids, "kind", "value").iterator(READ_AT_ONCE):
        if kind not in found:
            found[kind] = [""] * len(place)
        number = place.get(person)
        if number is not None:
            found[kind][number] = value
    return dict(sorted(found.items()))
