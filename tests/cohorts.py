"""A program with openings of two employers, a cohort behind them, and people who apply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import (
    AbsenceAlert,
    Application,
    ApprenticeMentor,
    Apprenticeship,
    AssessmentResult,
    Attendance,
    Cohort,
    CohortFund,
    CohortOpening,
    CredentialEarned,
    Draw,
    DrawEntry,
    EligibilityRule,
    Enrolment,
    FunderRule,
    Instructor,
    JobHours,
    MadeUpHours,
    OnlineCompletion,
    ProofDocument,
    RoomCode,
    RuleAnswer,
    SavedSearch,
    SeatFloor,
    SeatOverride,
    Session,
    SkillGain,
    Tap,
    Track,
    WageStep,
    WorkProcess,
)
from gainful.domain.job_orders.models import Commitment, JobOrder, Opening
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.programs.models import Fund, Program, Site

DAYS = timedelta(days=1)


def committed(agency: Any, employer: Any, number: int, *, title: str = "Nursing Assistant") -> list[Opening]:
    """Make a job order of an employer with so many committed openings, held for a year."""
    order = JobOrder.objects.create(
        agency=agency, employer=employer, title=title, place="Minneapolis, MN", wage_low="18.00", wage_unit="hour",
        hours_per_week=36, schedule="day", status="planned", openings=number, occupation_code="31-1131.00",
    )  # fmt: skip
    held = Commitment.objects.create(
        job_order=order, number=1, openings=number, until=timezone.localdate() + 365 * DAYS, wage=18, wage_unit="hour",
        profile_number=1, profile_hash="", name="Pat", title="Director", role="employer", content_hash="",
    )  # fmt: skip
    return Opening.objects.bulk_create(
        Opening(job_order=order, number=n, status="committed", commitment=held) for n in range(1, number + 1)
    )


@contextmanager
def manager(town: Any) -> Iterator[Actor]:
    """Act as the agency's program manager."""
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        yield actor


@contextmanager
def coach(town: Any) -> Iterator[Actor]:
    """Act as the agency's coach."""
    with acting_as(town.coach.user, town.agency, role="coach") as actor:
        yield actor


def make_program(town: Any, *, first: int = 12, second: int = 8) -> SimpleNamespace:
    """Make a program with a site and a fund, and committed openings of two employers."""
    with acting_as_system("test"):
        other = Organization.objects.create(name="Hillside Hospital", kind="employer")
        program = Program.objects.create(organization=town.agency, name="Care careers")
        site = Site.objects.create(program=program, name="North", address="1 Main St")
        fund = Fund.objects.create(program=program, name="Title I", amount=100_000)
        openings = [*committed(town.agency, town.employer_org, first), *committed(town.agency, other, second)]
    return SimpleNamespace(program=program, site=site, fund=fund, openings=openings, second_employer=other)


def draft(**changed: Any) -> actions.CohortDraft:
    """Return what a cohort begins with: 20 seats, a month from now."""
    today = timezone.localdate()
    usual = {
        "name": "Spring", "seats": 20, "starts_on": today + 30 * DAYS, "ends_on": today + 90 * DAYS,
        "apply_until": today + 14 * DAYS, "about": "Learn to care for people.", "contact": "Mara, 555-0100",
        "is_public": True,
    }  # fmt: skip
    return actions.CohortDraft(**{**usual, **changed})


def make_cohort(town: Any, made: SimpleNamespace, *, behind: int = 20, **changed: Any) -> Cohort:
    """Make a draft of a cohort with openings behind it."""
    with manager(town) as actor:
        cohort = actions.create_cohort(actor, made.program, draft(**changed))
        if behind:
            actions.add_openings(actor, cohort, [row.pk for row in made.openings[:behind]])
    return cohort


def opened(town: Any, made: SimpleNamespace, **changed: Any) -> Cohort:
    """Make a cohort and open it for applications."""
    cohort = make_cohort(town, made, **changed)
    with manager(town) as actor:
        actions.open_cohort(actor, cohort)
    return cohort


def eligible(
    town: Any, cohort: Cohort, number: int, *, track: Any = None, follow: str = "yes"
) -> list[Application]:
    """Let so many registered people apply and be found eligible, as rows: steps of their own are tested elsewhere."""
    with acting_as_system("test"):
        first = Participant.objects.count()
        people = Participant.objects.bulk_create(
            Participant(
                registered_by=town.agency,
                code=f"C-{n}",
                name=f"Person {_letters(n)}",
                email=f"p{n}@example.org",
            )
            for n in range(first, first + number)
        )
        Consent.objects.bulk_create(_consent(person, town.agency) for person in people)
        return Application.objects.bulk_create(
            Application(
                cohort=cohort, organization=cohort.organization, participant=person, name=person.name,
                email=person.email, source="staff", status="eligible", follow=follow, track=track,
                follow_asked_at=timezone.now(), decide_by=timezone.localdate() + 9 * DAYS,
                shared_until=timezone.now() + 365 * DAYS,
            )
            for person in people
        )  # fmt: skip


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def running(town: Any, made: SimpleNamespace, *, people: int = 3, days: int = 21) -> SimpleNamespace:
    """Make a cohort whose training began `days` ago, with so many people in it and an instructor, as rows."""
    today = timezone.localdate()
    with acting_as_system("test"):
        cohort = Cohort.objects.create(
            organization=town.agency, program=made.program, name="Spring", seats=20, starts_on=today - days * DAYS,
            ends_on=today + 60 * DAYS, apply_until=today - days * DAYS, status="running", opened_at=timezone.now(),
            contact="Mara, 555-0100",
        )  # fmt: skip
        cohort.organization, cohort.program = town.agency, made.program
        user = User.objects.create_user("ira@example.org", name="Ira Teacher")
        Membership.objects.create(user=user, organization=town.agency, role="instructor")
        Instructor.objects.create(cohort=cohort, user=user, name="Ira Teacher")
    applications = eligible(town, cohort, people)
    with acting_as_system("test"):
        Application.objects.filter(cohort=cohort).update(status="enrolled")
        seats = Enrolment.objects.bulk_create(
            Enrolment(
                cohort=cohort, organization=town.agency, participant=each.participant, application=each, name=each.name,
                starts_on=cohort.starts_on, ends_on=cohort.ends_on,
            )
            for each in applications
        )  # fmt: skip
    return SimpleNamespace(cohort=cohort, seats=seats, teacher=user)


@contextmanager
def teacher(town: Any, class_: SimpleNamespace) -> Iterator[Actor]:
    """Act as the instructor of a cohort."""
    with acting_as(class_.teacher, town.agency, role="instructor") as actor:
        yield actor


def past_session(cohort: Cohort, days: int, *, hour: int = 9, minutes: int = 180, **changed: Any) -> Session:
    """Make a session that began at this hour of the site's clock so many days ago."""
    day = timezone.localdate() - days * DAYS
    starts = timezone.make_aware(datetime.combine(day, time(hour)))
    values = {
        "title": f"Lesson {days}",
        "zone": timezone.get_current_timezone_name(),
        "place": "Room 4",
        **changed,
    }
    with acting_as_system("test"):
        return Session.objects.create(cohort=cohort, day=day, starts_at=starts, minutes=minutes, **values)


def consent(person: Participant, agency: Organization) -> Consent:
    """Let an agency read a person for a year and more."""
    row = _consent(person, agency)
    row.save()
    return row


def _consent(person: Participant, agency: Organization) -> Consent:
    return Consent(
        participant=person, organization=agency, scopes=["profile", "matching", "support"], basis="signed_form",
        expires_at=timezone.now() + 500 * DAYS,
    )  # fmt: skip


def form(name: str = "Ana Silva", **changed: Any) -> actions.Form:
    """Return what an applicant tells."""
    usual: dict[str, Any] = {
        "name": name,
        "email": "ana@example.org",
        "phone": "612-555-0142",
        "follow": "yes",
    }
    return actions.Form(**{**usual, **changed})


def answers(cohort: Cohort, says: str = "yes") -> dict[UUID, str]:
    """Answer every rule of a cohort alike."""
    return {rule.pk: says for rule in cohort.rules.all()}


def cohort_rows(agency: Any, person: Participant, program: Program, opening: Opening, fund: Fund) -> None:
    """Make a cohort that is not public with one row of each of its parts, the person in it."""
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        organization=agency, program=program, name="Spring", seats=1, starts_on=today, ends_on=today, apply_until=today,
        status="selecting", opened_at=timezone.now(),
    )  # fmt: skip
    CohortOpening.objects.create(cohort=cohort, opening=opening)
    SeatOverride.objects.create(cohort=cohort, seats=2, limit=1, name="M", title="M", reason="r")
    track = Track.objects.create(cohort=cohort, name="Days", seats=1)
    Instructor.objects.create(cohort=cohort, name="Teacher")
    CohortFund.objects.create(cohort=cohort, fund=fund, amount=1)
    rule = EligibilityRule.objects.create(cohort=cohort, number=1, kind="segment", question="q", label="l")
    SeatFloor.objects.create(cohort=cohort, rule=rule, seats=1, reason="r")
    application = Application.objects.create(
        cohort=cohort, organization=agency, participant=person, track=track, name="P", source="staff",
        status="enrolled", decide_by=today, shared_until=timezone.now() + 9 * DAYS,
    )  # fmt: skip
    RuleAnswer.objects.create(application=application, rule=rule, says="yes")
    ProofDocument.objects.create(
        application=application, filename="f", media_type="application/pdf", size=1, digest="d", content=b"x"
    )
    committed = {"public_seed": {"parties": {}}, "entries": [], "seats": [], "floors": [], "priorities": ""}
    draw = Draw.objects.create(cohort=cohort, number=1, record={"committed": committed}, commitment="x")
    DrawEntry.objects.create(draw=draw, application=application, chance="1")
    seat = Enrolment.objects.create(
        cohort=cohort, organization=agency, participant=person, application=application, name="P", starts_on=today,
        ends_on=today,
    )  # fmt: skip
    training_rows(cohort, seat, fund)
    SavedSearch.objects.create(participant=person, words="care")


def training_rows(cohort: Cohort, seat: Enrolment, fund: Fund) -> None:
    """Make one row of each part of a cohort's training."""
    now = timezone.now()
    lesson = Session.objects.create(
        cohort=cohort, title="Lesson", day=now.date(), starts_at=now, minutes=60, zone="America/Chicago"
    )
    RoomCode.objects.create(session=lesson, code="ABCDEF", valid_until=now + DAYS)
    Attendance.objects.create(session=lesson, enrolment=seat, presence="present", minutes=60, how="tap")
    Tap.objects.create(id=uuid4(), session=lesson, enrolment=seat, presence="present", tapped_at=now)
    MadeUpHours.objects.create(enrolment=seat, day=now.date(), minutes=60, what="Lab")
    AbsenceAlert.objects.create(enrolment=seat, first_session=lesson, last_session=lesson, absences=2)
    FunderRule.objects.create(cohort=cohort, fund=fund)
    OnlineCompletion.objects.create(enrolment=seat, provider="P", course="C", completed_on=now.date())
    result = AssessmentResult.objects.create(
        enrolment=seat, instrument="Math", taken_on=now.date(), highest=100, score=60
    )
    SkillGain.objects.create(
        enrolment=seat, kind="progress", achieved_on=now.date(), evidence="Exam", result=result
    )
    CredentialEarned.objects.create(
        enrolment=seat, kind=5, name="CNA", issuer="State", earned_on=now.date(), evidence="Card"
    )
    row = Apprenticeship.objects.create(
        organization=seat.organization, participant=seat.participant, enrolment=seat, name="P", employer_name="E",
        sponsor="S", occupation_code="31-1131.00", occupation_title="CNA", begins_on=now.date(), journey_wage=22,
    )  # fmt: skip
    process = WorkProcess.objects.create(apprenticeship=row, number=1, title="Care", hours=2_000)
    WageStep.objects.create(apprenticeship=row, number=1, after_hours=0, wage=17)
    ApprenticeMentor.objects.create(apprenticeship=row, name="M", email="m@example.org", since=now.date())
    JobHours.objects.create(apprenticeship=row, process=process, day=now.date(), minutes=480)


def training_belongs(organization: str) -> dict[str, str]:
    """Return SQL for each table of training: the row is the tenant's; `organization` is the condition on its agency."""
    cohort = f"cohort_id IN (SELECT id FROM cohorts_cohort WHERE {organization})"
    seat = f"enrolment_id IN (SELECT id FROM cohorts_enrolment WHERE {organization})"
    lesson = f"session_id IN (SELECT s.id FROM cohorts_session s WHERE s.{cohort})"
    agreed = f"apprenticeship_id IN (SELECT id FROM cohorts_apprenticeship WHERE {organization})"
    return {
        "cohorts_apprenticeship": organization,
        **dict.fromkeys(
            (f"cohorts_{name}" for name in ("workprocess", "wagestep", "apprenticementor", "jobhours")),
            agreed,
        ),
        "cohorts_session": cohort,
        "cohorts_funderrule": cohort,
        "cohorts_roomcode": lesson,
        **dict.fromkeys(
            (
                f"cohorts_{name}"
                for name in (
                    "attendance",
                    "tap",
                    "madeuphours",
                    "absencealert",
                    "onlinecompletion",
                    "assessmentresult",
                    "skillgain",
                    "credentialearned",
                )
            ),
            seat,
        ),
    }
