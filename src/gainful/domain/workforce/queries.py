"""What an employer reads of its workforce, and a worker of what the employer sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.held_by_people import dated
from gainful.engine.records import JobRecord
from gainful.engine.workforce import (
    Inventory,
    LevelNeed,
    LevelStanding,
    RoleNeed,
    RoleStanding,
    Roster,
    level_standing,
    role_standing,
    skills_inventory,
)
from gainful.engine.workforce.inventory import SHOWN_DOMAINS

KEPT = 16
MONTHS = 12
_inventories: dict[UUID, tuple[tuple[object, ...], Inventory]] = {}


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
    """Return how the acting employer's workforce stands."""
    require_employer(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.workforce_state()")
        return WorkforceState(*cursor.fetchone())


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


def inventory(actor: Actor) -> Inventory:
    """Return the employer's skills inventory; kept until somebody's row, answer or the day changes."""
    organization = require_employer(actor)
    now, reference, today = state(actor), load_reference(), timezone.localdate()
    key = (now.people, now.shown, now.said_no, now.marks, reference.version, today)
    kept = _inventories.get(organization.pk)
    if kept is not None and kept[0] == key:
        return kept[1]
    found = skills_inventory(_roster(), reference)
    if len(_inventories) >= KEPT and organization.pk not in _inventories:
        _inventories.pop(next(iter(_inventories)))
    _inventories[organization.pk] = (key, found)
    return found


def _roster() -> Roster:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.workforce_groups()")
        rows = cursor.fetchall()
    codes, months, shown, people = zip(*rows, strict=True) if rows else ((), (), (), ())
    years = np.array([np.nan if each is None else each / MONTHS for each in months], np.float64)
    return Roster(codes, years, np.array(shown, bool), np.array(people, np.int64))


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


def levels_of(row: Worker) -> list[tuple[str, float]]:
    """Return (skill or knowledge, level 0-7) of one worker as worked out from role and time in it, highest first."""
    reference = load_reference()
    try:
        job = dated(
            JobRecord(reference.occupation(row.occupation_code).code, start=row.since), timezone.localdate()
        )
    except KeyError:
        return []
    profile = work_history_profile([job], as_of=timezone.localdate(), reference=reference)
    found = [
        (line.name, line.level or 0.0)
        for line in profile.lines
        if line.domain in SHOWN_DOMAINS and line.level
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
