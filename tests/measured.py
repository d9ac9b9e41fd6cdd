"""Small agencies by chance: people with seats, services, jobs, answers and wage records of the last years."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts.models import Application, Cohort, Enrolment
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.measures.models import FollowUp, FollowUpAnswer, ServiceRule
from gainful.domain.participants.models import Consent, Participant, Scope
from gainful.domain.placements.models import JobChange, Placement
from gainful.domain.programs.models import Program, Site
from gainful.domain.support.models import Assessment, MoneyRequest

DAY = timedelta(days=1)


def at_noon(day: date) -> datetime:
    """Return noon of a day."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def person(
    town: Any, code: str, *, scopes: tuple[str, ...] = tuple(Scope.values), **values: Any
) -> Participant:
    """Register somebody whose consent is in force."""
    made = Participant.objects.create(registered_by=town.agency, code=code, name=f"Person {code}", **values)
    Consent.objects.create(
        participant=made, organization=town.agency, scopes=list(scopes), basis="signed_form",
        expires_at=timezone.now() + 400 * DAY,
    )  # fmt: skip
    return made


def cohort(town: Any, program: Program, name: str, start: date, site: Site | None = None) -> Cohort:
    """Make a cohort that has ended."""
    return Cohort.objects.create(
        organization=town.agency, program=program, name=name, seats=30, starts_on=start, ends_on=start + 90 * DAY,
        apply_until=start - DAY, status="completed", site=site, opened_at=timezone.now(),
    )  # fmt: skip


def seat(
    town: Any, group: Cohort, who: Participant, status: str = "completed", follow: str = "yes"
) -> Enrolment:
    """Give somebody a seat, from the cohort's first day to its last, or to a day before it."""
    application = Application.objects.create(
        cohort=group, organization=town.agency, participant=who, name=who.name, source="staff", status="enrolled",
        follow=follow, decide_by=group.starts_on, shared_until=timezone.now() + 400 * DAY,
    )  # fmt: skip
    ended = {"completed": group.ends_on, "left": group.starts_on + 20 * DAY}.get(status)
    return Enrolment.objects.create(
        cohort=group, organization=town.agency, participant=who, application=application, name=who.name, status=status,
        starts_on=group.starts_on, ends_on=group.ends_on, ended_at=at_noon(ended) if ended else None,
        enrolled_at=at_noon(group.starts_on),
    )  # fmt: skip


def job(
    town: Any, who: Participant, start: date, end: date | None = None, employer: str = "Lakeside Care"
) -> Placement:
    """Record a job, and its end."""
    made = Placement.objects.create(
        organization=town.agency, participant=who, kind="other_job", employer_name=employer, title="Aide",
        starts_on=start, source="agency", wage=20, wage_unit="hour", wage_hourly=20,
    )  # fmt: skip
    if end is not None:
        JobChange.objects.create(
            placement=made, participant=who, organization=town.agency, kind="separation", day=end, reason="pay",
            source="person",
        )  # fmt: skip
    return made


def installation(town: Any, seed: int, *, people: int = 24) -> SimpleNamespace:
    """Make an agency with two programs and so many people, everything else by chance of the seed."""
    chance = random.Random(seed)  # noqa: S311 - chance for a test
    today = timezone.localdate()
    with acting_as_system("test"):
        programs = [
            Program.objects.create(organization=town.agency, name=name) for name in ("Care", "Machines")
        ]
        site = Site.objects.create(program=programs[0], name="North")
        groups = [
            cohort(town, chance.choice(programs), f"Cohort {n}", today - chance.randrange(150, 1100) * DAY,
                   site if n % 2 else None)
            for n in range(4)
        ]  # fmt: skip
        made = [
            person(town, f"M{n:03}", scenario=chance.choice(["displaced", "incumbent"]),
                   area_code=chance.choice(["", "0033460"]))
            for n in range(people)
        ]  # fmt: skip
        for who in made:
            _history(town, chance, groups, who)
        if chance.random() < 0.5:
            ServiceRule.objects.create(
                organization=town.agency, source="assessment", service_type=chance.choice(["none", "career"]),
                valid_from=today - chance.randrange(900) * DAY, reason="State guidance",
            )  # fmt: skip
    return SimpleNamespace(programs=programs, groups=groups, people=made, chance=chance)


def _history(town: Any, chance: random.Random, groups: list[Cohort], who: Participant) -> None:
    today = timezone.localdate()
    held: list[Cohort] = []
    for group in chance.sample(groups, chance.choice([0, 1, 1, 2])):
        status = chance.choice(["completed", "completed", "left", "enrolled", "not_started"])
        if status == "enrolled" and any(abs(group.starts_on - one.starts_on) <= 90 * DAY for one in held):
            status = "completed"  # nobody is in two cohorts at a time
        held += [group] if status == "enrolled" else []
        seat(town, group, who, status)
    for _n in range(chance.choice([0, 1, 2])):
        day = today - chance.randrange(1200) * DAY
        Assessment.objects.create(
            participant=who, organization=town.agency, instrument="needs", version=1, language="en", topics=["food"],
            state="finished", finished_at=at_noon(day),
        )  # fmt: skip
    if chance.random() < 0.3:
        MoneyRequest.objects.create(
            participant=who,
            organization=town.agency,
            kind="food",
            words="x",
            asked=5,
            given_on=today - 30 * DAY,
        )
    if chance.random() < 0.6:
        start = today - chance.randrange(700) * DAY
        end = start + chance.randrange(1, 300) * DAY
        job(
            town,
            who,
            start,
            end if chance.random() < 0.4 and end <= today else None,
            chance.choice(["A", "B"]),
        )
    if chance.random() < 0.3:
        LedgerRow.objects.create(
            organization=town.agency, participant=who, source_kind="x", source_id="1", is_actual=True,
            part=chance.choice(["train", "support", "measure"]), label="x", day=today, cost=chance.randrange(1, 900),
        )  # fmt: skip
    if chance.random() < 0.3:
        asked = FollowUp.objects.create(
            organization=town.agency, participant=who, side="person", clock="hire", moment="month_1", began_on=today,
            due_on=today, placement=job(town, who, today - 40 * DAY), state="answered",
        )  # fmt: skip
        FollowUpAnswer.objects.create(
            follow_up=asked,
            works=chance.choice(["", "yes", "no"]),
            in_school=chance.choice(["", "yes"]),
            role="coach",
        )


def wage_file(path: Path, people: list[Participant], seed: int) -> Path:
    """Write wage records of these people under their IDs, three years of quarters, some of them without work."""
    chance, today = random.Random(seed), timezone.localdate()  # noqa: S311 - chance for a test
    lines = ["person,employer,year,quarter,wages"]
    last = today.year * 4 + (today.month - 1) // 3 - 1
    for who in people:
        if chance.random() < 0.15:
            continue
        for at in range(last - 12, last):
            if chance.random() < 0.7:
                amount = chance.randrange(500, 12_000)
                lines.append(f"{who.code},{chance.choice(['E1', 'E2'])},{at // 4},{at % 4 + 1},{amount}.50")
    path.write_text("\n".join(lines) + "\n")
    return path


def as_manager(town: Any):
    """Act as the agency's program manager."""
    return acting_as(town.manager.user, town.agency, role="program_manager")
