"""What an employer reads of its workforce, and a worker of what the employer sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.courses.queries import engine_courses
from gainful.domain.workforce.access import require_employer, require_worker
from gainful.domain.workforce.models import Target, Worker
from gainful.engine.held.work_history import work_history_profile
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.held_by_people import dated
from gainful.engine.records import JobRecord
from gainful.engine.workforce import (
    Inventory,
    LevelNeed,
    LevelStanding,
    RoleNeed,
    RoleStanding,
    Roster,
    ToldLevels,
    level_standing,
    role_standing,
    skills_inventory,
)
from gainful.engine.workforce.inventory import SHOWN_DOMAINS

KEPT = 16
MONTHS = 12
UNKNOWN = 65535
_inventories: dict[UUID, tuple[tuple[object, ...], Inventory]] = {}
_states: dict[UUID, tuple[tuple[object, ...], WorkforceState]] = {}


@dataclass(frozen=True, slots=True)
class WorkforceState:
    """How many people work here, and how their agreement stands."""

    people: int
    shown: int
    """who agreed and are shown by name"""
    asked: int
    """who were asked and have not answered"""
    said_no: int
    to_ask: int
    """who can be asked now"""
    no_address: int
    marks: Decimal
    """another number whenever a row changes"""

    @property
    def unseen(self) -> int:
        """Who counts without a name."""
        return self.people - self.shown


def state(actor: Actor) -> WorkforceState:
    """Return how the acting employer's workforce stands; counted anew when a row or the day changes."""
    organization = require_employer(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.workforce_marks()")
        key = (*cursor.fetchone(), timezone.localdate())
        if (kept := _states.get(organization.pk)) is not None and kept[0] == key:
            return kept[1]
        cursor.execute("SELECT * FROM gainful.workforce_state()")
        found = WorkforceState(*cursor.fetchone())
    if found.marks == key[1]:
        _keep(_states, organization.pk, (key, found))
    return found


def _keep(shelf: dict[UUID, Any], organization: UUID, value: Any) -> None:
    """Keep one more; the one that has been there longest leaves."""
    if len(shelf) >= KEPT and organization not in shelf:
        shelf.pop(next(iter(shelf)))
    shelf[organization] = value


def workers(actor: Actor, *, q: str = "", role: str = "") -> QuerySet[Worker]:
    """Return the workers who agreed to be shown to the acting employer; `q` is part of a name, number or title."""
    require_employer(actor)
    today = timezone.localdate()
    rows = Worker.objects.filter(organization=actor.organization).filter(
        Q(left_on=None) | Q(left_on__gt=today)
    )
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(number__icontains=q) | Q(title__icontains=q))
    if role:
        rows = rows.filter(occupation_code=role)
    return rows


def my_rows(actor: Actor) -> QuerySet[Worker]:
    """Return what employers keep of the signed-in worker under the address of their account."""
    require_worker(actor)
    return Worker.objects.select_related("organization").order_by("organization__name", "id")


def worker(pk: UUID) -> Worker | None:
    """Return one worker whom the actor may see."""
    return Worker.objects.select_related("organization").filter(pk=pk).first()


def titles(actor: Actor) -> list[tuple[str, str, int]]:
    """Return (role title, occupation code, people), most people first; nobody is named."""
    require_employer(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.workforce_titles()")
        return list(cursor.fetchall())


def inventory(actor: Actor, now: WorkforceState | None = None) -> Inventory:
    """Return the employer's skills inventory; kept until somebody's row, answer, levels or the day changes.

    `now` is the state where the caller has asked for it already.
    """
    organization = require_employer(actor)
    now, reference, today = now or state(actor), load_reference(), timezone.localdate()
    key = (now.people, now.shown, now.said_no, now.marks, _told_marks(reference), reference.version, today)
    kept = _inventories.get(organization.pk)
    if kept is not None and kept[0] == key:
        return kept[1]
    found = skills_inventory(_roster(reference), reference, _told(reference))
    _keep(_inventories, organization.pk, (key, found))
    return found


def _told_marks(reference: Reference) -> Decimal:
    """Return another number whenever somebody's own levels change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.workforce_told_marks(%s)", [reference.version])
        return Decimal(cursor.fetchone()[0])


def _roster(reference: Reference) -> Roster:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.workforce_roster(%s)", [reference.version])
        rows = cursor.fetchall()
    codes, months, shown, told, people = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    years = np.array([np.nan if each is None else each / MONTHS for each in months], np.float64)
    return Roster(codes, years, np.array(shown, bool), np.array(people, np.int64), np.array(told, bool))


def _told(reference: Reference) -> ToldLevels:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.workforce_told(%s)", [reference.version])
        rows = cursor.fetchall()
    read = np.frombuffer(b"".join(bytes(levels) for _code, levels in rows), "<u2")
    return ToldLevels(
        [code for code, _levels in rows], _as_levels(read).reshape(len(rows), len(reference.elements))
    )


def _as_levels(stored: np.ndarray) -> np.ndarray:
    """Return levels 0-7 of what is stored in hundredths; NaN where unknown."""
    return np.where(stored == UNKNOWN, np.nan, stored / 100).astype(np.float32)


def targets(actor: Actor) -> QuerySet[Target]:
    """Return what the acting employer needs, the nearest day first."""
    require_employer(actor)
    return Target.objects.filter(organization=actor.organization, dropped_at=None)


def standing(found: Inventory, target: Target) -> RoleStanding | LevelStanding:
    """Return how one need stands against the inventory, with the courses of the catalogue that close it."""
    by: date = target.due_on
    if target.occupation_code:
        return role_standing(found, RoleNeed(target.occupation_code, target.people, by), engine_courses())
    need = LevelNeed(target.competency_id, float(target.level or 0), target.people, by)
    return level_standing(found, need, engine_courses())


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """A skill or knowledge of one worker."""

    name: str
    level: float
    """0-7"""
    evidence: str
    """`role`: assumed from the role and the time in it; `profile`: worked out from jobs held; else the evidence told"""


def levels_of(row: Worker, *, told: bool) -> list[HeldLevel]:
    """Return what a worker can do, highest level first: by their own profile where `told`, else as assumed of the role.

    A worker reads their own profile before they let their employer read it.
    """
    if told and (found := profile_levels_of(row)):
        return found
    reference = load_reference()
    try:
        job = dated(
            JobRecord(reference.occupation(row.occupation_code).code, start=row.since), timezone.localdate()
        )
    except KeyError:
        return []
    profile = work_history_profile([job], as_of=timezone.localdate(), reference=reference)
    lines = (line for line in profile.lines if line.domain in SHOWN_DOMAINS and line.level)
    return _highest_first(HeldLevel(line.name, line.level or 0.0, "role") for line in lines)


def profile_levels_of(row: Worker) -> list[HeldLevel]:
    """Return what a worker can do by their own profile, where the actor may read it; nothing is assumed."""
    reference = load_reference()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.worker_levels(%s, %s)", [row.pk, reference.version])
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT competency, kind FROM gainful.worker_evidence(%s)", [row.pk])
        evidence = dict(cursor.fetchall())
    levels = _as_levels(np.frombuffer(bytes(stored or b""), "<u2"))
    return _highest_first(
        HeldLevel(each.name, float(level), evidence.get(each.id, "profile"))
        for each, level in zip(reference.elements, levels, strict=False)
        if each.domain in SHOWN_DOMAINS and level > 0
    )


def _highest_first(lines: Iterable[HeldLevel]) -> list[HeldLevel]:
    return sorted(lines, key=lambda line: (-line.level, line.name))


def credentials_of(row: Worker) -> list[tuple[str, str, date | None, date | None]]:
    """Return (name, issuer, earned, expires) of what a worker's own profile proves today and the actor may read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.worker_credentials(%s)", [row.pk])
        return list(cursor.fetchall())


def note_looks(rows: Iterable[Worker], what: str) -> None:
    """Note in the workers' own records that the acting employer looked, once an hour; who has no record has no log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.note_worker_looks(%s::uuid[], %s)", [[row.pk for row in rows], what])
