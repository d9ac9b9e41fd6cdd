"""The plans that name the person who is signed in, reduced by the database to what is about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.actions import export_my_data
from gainful.domain.participants.models import Participant
from gainful.engine.planning.first_day import Standing
from gainful.engine.planning.load import weekly_load


@dataclass(frozen=True, slots=True)
class MyCourse:
    """A course the person takes; hours in all and a week."""

    title: str
    provider: str
    address: str
    modality: str
    starts_on: date | None
    ends_on: date | None
    hours: float
    weekly_hours: float | None


@dataclass(frozen=True, slots=True)
class DayOne:
    """One thing that the employer asks for on the first day, and how the person stands to it by the record."""

    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class MyPlan:
    """One person's part of a plan; nothing in it is about anybody else.

    `is_shared`: the agency has sent it to the employer or given out a link to it, and no newer version was.
    `support` holds the kinds of help for this person, `everybody` those that all people of the plan get.
    """

    id: UUID
    number: int
    code: str
    status: str
    is_shared: bool
    is_signed: bool
    job_title: str
    employer: str
    place: str
    wage_low: float | None
    wage_high: float | None
    wage_unit: str
    schedule: str
    hours_per_week: float | None
    agency_id: UUID
    agency: str
    contact: str
    contact_email: str
    courses: tuple[MyCourse, ...]
    support: tuple[str, ...]
    everybody: tuple[str, ...]
    on_the_job: tuple[str, ...]
    answer: str = ""
    answer_reasons: tuple[str, ...] = ()
    answer_note: str = ""
    asks: tuple[str, ...] = ()
    """What the person must be asked, as the plan goes beyond what they stated."""
    first_day: date | None = None
    """The first day of work: as the employer signed it, else as it follows from the last class of the plan."""
    first_day_agreed: bool = False
    """Whether the employer signed that day."""
    wage_change: float | None = None
    """The job's pay minus what is typical for the last work, USD a year; None where it is not known."""
    works_now: bool = False
    """Whether the record holds a job that goes on."""
    day_one: tuple[DayOne, ...] = ()
    """What the employer asks for on the first day."""
    openings: int = 0
    """Openings of the job, whatever became of them; 0 where none is kept one by one."""
    openings_open: int = 0
    """Of them, those that are offered or committed and not filled."""

    @property
    def last_class_day(self) -> date | None:
        """The last day of the person's own classes, None without one."""
        return max((course.ends_on for course in self.courses if course.ends_on), default=None)

    @property
    def weeks_of_waiting(self) -> int:
        """Whole weeks between the person's own last class and the first day of work; 0 where one is not known."""
        last, first = self.last_class_day, self.first_day
        return 0 if last is None or first is None else max(0, (first - last).days // 7)

    @property
    def weekly_hours(self) -> float | None:
        """The most class hours that come together in a week, None where no course says."""
        return weekly_load((course.starts_on, course.ends_on, course.weekly_hours) for course in self.courses)


class Stage(StrEnum):
    """Where a person stands in a plan that is shared."""

    WAITING = "waiting"
    """The employer has not signed."""
    BEFORE = "before"
    """Signed; the next course is still to come."""
    LEARNING = "learning"
    AFTER = "after"
    """Every course is over, or none was needed."""


def stage_of(plan: MyPlan, today: date) -> tuple[Stage, MyCourse | None]:
    """Return where the person stands and the course it is about: the one that runs, else the next one."""
    timed = sorted((c for c in plan.courses if c.starts_on), key=lambda c: (c.starts_on or today, c.title))
    running = next(
        (c for c in timed if c.starts_on and c.ends_on and c.starts_on <= today <= c.ends_on), None
    )
    coming = next((c for c in timed if c.starts_on and c.starts_on > today), None)
    if not plan.is_signed:
        return Stage.WAITING, coming
    if running is not None:
        return Stage.LEARNING, running
    return (Stage.AFTER, None) if coming is None else (Stage.BEFORE, coming)


def my_plans() -> list[MyPlan]:
    """Return the plans that name the person who is signed in, newest first; drafts and replaced ones too.

    `gainful.my_plans()` finds the person itself, so nobody can ask for another's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.my_plans()")
        rows = json.loads(cursor.fetchone()[0])
    return [_plan(row) for row in rows]


def shared_plans() -> list[MyPlan]:
    """Return those of my plans that others have seen: what a person may count on being told."""
    return [plan for plan in my_plans() if plan.is_shared]


def everything_about_me(actor: Actor, participant: Participant) -> dict[str, Any]:
    """Return all that is kept about the person, their part of plans included; PermissionDenied to anybody else."""
    said = ("job_title", "words", "standing", "asked_at", "due_on", "outcome", "explanation", "place", "list_length",
            "decided_by_name", "decided_at")  # fmt: skip
    return {
        **export_my_data(actor, participant),
        "plans": [as_plain(plan) for plan in my_plans()],
        "questions_about_lists": list(participant.list_reviews.order_by("asked_at", "id").values(*said)),
        "chosen_for_jobs": list(participant.shortlisted.order_by("chosen_at", "id").values("chosen_at")),
    }


def as_plain(plan: MyPlan) -> dict[str, Any]:
    """Return a plan as plain values, ready for JSON."""
    whole = {field.name: getattr(plan, field.name) for field in fields(plan)}
    courses = [
        {field.name: getattr(course, field.name) for field in fields(course)} for course in plan.courses
    ]
    weeks = {"weekly_hours": plan.weekly_hours, "weeks_of_waiting": plan.weeks_of_waiting}
    day_one = [{"name": item.name, "standing": str(item.standing)} for item in plan.day_one]
    return {**whole, "courses": courses, "day_one": day_one, **weeks}


def _plan(row: dict[str, Any]) -> MyPlan:
    values = {**row, "id": UUID(row["id"]), "agency_id": UUID(row["agency_id"])}
    values["first_day"] = date.fromisoformat(row["first_day"]) if row["first_day"] else None
    for name in ("support", "everybody", "on_the_job", "answer_reasons", "asks"):
        values[name] = tuple(row[name])
    values["day_one"] = tuple(
        DayOne(str(item["name"]), Standing(item["standing"])) for item in row["day_one"]
    )
    return MyPlan(**{**values, "courses": _courses(row["courses"])})


def _courses(rows: Sequence[dict[str, Any]]) -> tuple[MyCourse, ...]:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return tuple(
        MyCourse(**{**row, "starts_on": day(row["starts_on"]), "ends_on": day(row["ends_on"])})
        for row in rows
    )
