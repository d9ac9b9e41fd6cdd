"""Sample cohorts of the last two years with what became of their people: seats, jobs, wage records, answers.

A past cannot be lived through again, so rows are written as they would stand now. All of it is made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from django.utils import timezone

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Application, Cohort, Enrolment
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.measures.actions import (
    Changed,
    PageWords,
    publish_page,
    start_codebook,
    tell_improvement,
    use_codebook,
)
from gainful.domain.measures.asking import ask_side
from gainful.domain.measures.models import FollowUp, FollowUpAnswer
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Consent, Participant, Scope
from gainful.domain.placements.models import Introduction, JobChange, Placement
from gainful.domain.plans.models import PlanPerson
from gainful.domain.programs.models import Program
from gainful.exchange.tables.writing import csv_lines
from gainful.exchange.wage_records import WageStore, load_or_make_key
from gainful.imports.measured import WAGES, release_figures
from gainful.imports.wage_places import wage_folder, wage_key

CARE, MACHINES = "Care careers (sample)", "Machine skills (sample)"
DAY = timedelta(days=1)
GROUPS = (
    (CARE, "Care, first group", 790),
    (MACHINES, "Machines, first group", 640),
    (CARE, "Care, second group", 480),
)
"""Program, name and days since the first day of each sample cohort."""
SEATS, WEEKS = 40, 10
WORDS = (
    "",
    "The bus comes too late for the early shift.",
    "My coach called every week.",
    "I want more hours.",
)
EMPLOYERS = ("Lakeview Hospital (sample)", "Oak Street Care (sample)", "Northern Castings (sample)")


class Parties(Protocol):
    """Whoever acts in the sample."""

    @property
    def agency(self) -> Organization:
        """The agency."""

    @property
    def employer(self) -> Organization:
        """The hospital."""

    @property
    def participant(self) -> User:
        """The account of the sample person."""

    def as_manager(self) -> AbstractContextManager[Actor]:
        """Act as the manager."""


def seed_measures(sample: Parties) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    chance = random.Random(20261130)  # noqa: S311 - made-up people
    with acting_as_system("sample data"):
        care = Program.objects.filter(organization=sample.agency, name=CARE).first()
        if care is None or Program.objects.filter(organization=sample.agency, name=MACHINES).exists():
            return
        machines = Program.objects.create(
            organization=sample.agency, name=MACHINES, about="Entry jobs with machines in small plants"
        )
        people = _people(sample)
        used = _groups(sample, {CARE: care, MACHINES: machines}, people, chance)
        _asked(sample)
        _wages(sample, used, chance)
    if used:
        with sample.as_manager() as actor:
            _publish(actor, care)
            _heard(actor, care)


def _people(sample: Parties) -> list[Participant]:
    planned = PlanPerson.objects.values("participant_id")
    found = Participant.objects.filter(registered_by=sample.agency, is_sample=True, user=None)
    return list(found.exclude(pk__in=planned).order_by("-code")[: SEATS * len(GROUPS)])


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def _groups(
    sample: Parties, programs: dict[str, Program], people: list[Participant], chance: random.Random
) -> list[tuple[Participant, date]]:
    """Make the cohorts and give their people seats and jobs; return each with the day on which training ended."""
    today, used = timezone.localdate(), []
    for place, (name, title, days) in enumerate(GROUPS):
        start = today - days * DAY
        group = Cohort.objects.create(
            organization=sample.agency, program=programs[name], site=programs[name].sites.order_by("name").first(),
            name=title, seats=SEATS, starts_on=start, ends_on=start + WEEKS * 7 * DAY, apply_until=start - 9 * DAY,
            status="completed", opened_at=_noon(start - 40 * DAY), is_sample=True,
            about="Learn on the job and in class, with a coach at your side.",
        )  # fmt: skip
        seated = people[place * SEATS : (place + 1) * SEATS]
        used += [(who, _life(sample, group, who, chance)) for who in seated]
        _not_drawn(sample, group, seated[-8:])
    return used


def _life(sample: Parties, group: Cohort, who: Participant, chance: random.Random) -> date:
    """Give somebody a seat, and mostly a job after it; return the last day of training."""
    leaves = chance.random() < 0.2
    end = group.starts_on + 25 * DAY if leaves else group.ends_on
    application = Application.objects.create(
        cohort=group, organization=sample.agency, participant=who, name=who.name, source="staff", status="enrolled",
        follow="yes", decide_by=group.apply_until, shared_until=timezone.now() + 300 * DAY,
        applied_at=_noon(group.apply_until - 9 * DAY),
    )  # fmt: skip
    Enrolment.objects.create(
        cohort=group, organization=sample.agency, participant=who, application=application, name=who.name,
        status="left" if leaves else "completed", starts_on=group.starts_on, ends_on=group.ends_on,
        enrolled_at=_noon(group.starts_on), ended_at=_noon(end),
    )  # fmt: skip
    if chance.random() < (0.35 if leaves else 0.8):
        began = end + chance.randrange(5, 90) * DAY
        job = Placement.objects.create(
            organization=sample.agency, participant=who, kind="other_job", employer_name=chance.choice(EMPLOYERS),
            title="Aide", starts_on=began, source="agency", wage=19, wage_unit="hour", wage_hourly=19,
        )  # fmt: skip
        if chance.random() < 0.3:
            JobChange.objects.create(
                placement=job, participant=who, organization=sample.agency, kind="separation", source="person",
                day=began + chance.randrange(40, 200) * DAY, reason=chance.choice(["pay", "hours", "better_job"]),
            )  # fmt: skip
    return end


def _not_drawn(sample: Parties, group: Cohort, others: Iterable[Participant]) -> None:
    """Let some people of a cohort have been asked three months after the draw of it."""
    drawn_on = group.starts_on - 7 * DAY
    for place, who in enumerate(others):
        application = Application.objects.get(cohort=group, participant=who)
        answered = place % 4 != 3
        row = FollowUp.objects.create(
            organization=sample.agency, participant=who, side="person", clock="draw", moment="month_3",
            began_on=drawn_on, due_on=drawn_on + 91 * DAY, application=application,
            arm="drawn" if place % 2 else "not_drawn", state="answered" if answered else "silent",
            asked_at=_noon(drawn_on + 91 * DAY), closed_at=_noon(drawn_on + 100 * DAY),
        )  # fmt: skip
        if answered:
            FollowUpAnswer.objects.create(
                follow_up=row, works="yes" if place % 3 else "no", role="link", at=_noon(drawn_on + 95 * DAY),
                words=WORDS[place % len(WORDS)], may_quote=bool(place % 2),
            )  # fmt: skip


def _asked(sample: Parties) -> None:
    """Ask the sample participant, who was not drawn for a seat, and both sides of a hire of thirty days ago."""
    today = timezone.localdate()
    actor = Actor(None, sample.agency, SYSTEM_ROLE)
    ana = Participant.objects.get(user=sample.participant)
    group = Cohort.objects.filter(organization=sample.agency, name=GROUPS[-1][1]).first()
    if group is not None:
        application = Application.objects.create(
            cohort=group, organization=sample.agency, participant=ana, name=ana.name, source="account",
            status="closed", follow="yes", decide_by=group.apply_until, shared_until=timezone.now() + 300 * DAY,
        )  # fmt: skip
        row = FollowUp.objects.create(
            organization=sample.agency, participant=ana, side="person", clock="draw", moment="month_12",
            began_on=today - 365 * DAY, due_on=today, application=application, arm="not_drawn", state="asked",
            asked_at=timezone.now(),
        )  # fmt: skip
        ask_side(actor, row, coach_calls=False)
    hire = _hire_of_employer(sample)
    if hire is None:
        return
    for side in ("person", "employer"):
        row = FollowUp.objects.create(
            organization=sample.agency, participant=hire.participant, side=side, clock="hire", moment="month_1",
            began_on=hire.starts_on or today, due_on=today, placement=hire, job_title=hire.title, state="asked",
            employer_name=str(sample.employer), asked_at=timezone.now(),
            shown_name=hire.participant.name if side == "employer" else "",
        )  # fmt: skip
        ask_side(actor, row, coach_calls=False)


def _hire_of_employer(sample: Parties) -> Placement | None:
    """Let somebody of the first group work for the sample employer since thirty days ago."""
    order = (
        JobOrder.objects.filter(agency=sample.agency, employer=sample.employer).order_by("created_at").first()
    )
    seat = (
        Enrolment.objects.filter(cohort__name=GROUPS[0][1], status="completed")
        .order_by("starts_on", "id")
        .first()
    )
    if order is None or seat is None:
        return None
    who, start = seat.participant, timezone.localdate() - 30 * DAY
    agreed = Consent.objects.filter(participant=who, organization=sample.agency, revoked_at=None)
    agreed.update(scopes=list(Scope.values))  # who is asked about must have agreed to it
    introduction = Introduction.objects.create(
        organization=sample.agency, job_order=order, employer=sample.employer, participant=who, status="hired",
        agreed_at=_noon(start - 20 * DAY), shared_until=timezone.localdate(), card={"name": who.name},
        job={"title": order.title, "employer": str(sample.employer), "agency": str(sample.agency)},
        asked_at=_noon(start - 22 * DAY), is_internal=True,
    )  # fmt: skip
    return Placement.objects.create(
        organization=sample.agency, participant=who, kind="internal", introduction=introduction, job_order=order,
        title=order.title, starts_on=start, source="employer", wage=21, wage_unit="hour", wage_hourly=21,
    )  # fmt: skip


def _wages(sample: Parties, used: list[tuple[Participant, date]], chance: random.Random) -> None:
    """Write wage records of three years and bring them into the agency's store."""
    today = timezone.localdate()
    last = today.year * 4 + (today.month - 1) // 3 - 2
    lines = []
    for who, end in used:
        left = end.year * 4 + (end.month - 1) // 3
        pay = chance.randrange(4_500, 7_500)
        for at in range(last - 13, last + 1):
            if chance.random() < (0.45 if at <= left else 0.8):
                amount = pay + chance.randrange(900) + (1_700 if at > left else 0)
                lines.append((who.code, chance.choice("123"), at // 4, at % 4 + 1, f"{amount}.00"))
    if not lines:
        return
    with TemporaryDirectory(prefix="gainful-sample-wages-") as name:
        file = Path(name) / "wages.csv"
        file.write_text("".join(csv_lines(WAGES, lines)), encoding="utf-8")
        folder = wage_folder(sample.agency)
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        WageStore(folder, load_or_make_key(wage_key(), beside=folder)).import_file(file)


def _publish(actor: Actor, program: Program) -> None:
    words = PageWords(
        "Ten weeks of learning at a hospital and in class, with a coach, toward a job that an employer has promised.",
        "Adults who want to work with people. No experience is needed; bring an hour a day for learning.",
        "Casey Lund, Two Rivers Workforce (made up)",
    )
    publish_page(actor, program, release_figures(actor, "our_program"), words)


def _heard(actor: Actor, program: Program) -> None:
    """Put the codebook that Gainful comes with to use, and tell what was changed for an answer."""
    start_codebook(actor)
    use_codebook(actor)
    tell_improvement(
        actor,
        Changed(
            "transport", "The bus comes too late for the early shift.", "We pay for a shared ride until 7 a.m.",
            support="transport", program=program,
        ),
    )  # fmt: skip
