"""Classes of the sample cohort: three weeks of attendance, one person missing, a gain, an apprentice with hours."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Apprenticeship, Cohort, Enrolment, Session
from gainful.domain.cohorts.registers import register_of
from gainful.domain.participants.models import Participant
from gainful.engine.attendance import ClockRule

LESSONS = (
    "Hand washing and gloves",
    "Moving a resident",
    "Vital signs",
    "Talking with families",
    "Records on paper",
)
ZONE, BEGINS, MINUTES = "America/Chicago", time(9, 0), 180


def seed_classes(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        cohort = (
            Cohort.objects.filter(organization=sample.agency, status="running")
            .order_by("starts_on", "id").first()
        )  # fmt: skip
        if cohort is None or Session.objects.filter(cohort=cohort).exists():
            return
        ana = Participant.objects.filter(user=sample.participant).first()
    with transaction.atomic():
        with sample.as_manager() as actor:
            rows = _plan(actor, cohort)
            _count(actor, cohort)
        with sample.as_coach() as actor:
            seats = list(
                cohort.enrolments.filter(status="enrolled")
                .select_related("participant")
                .order_by("name", "id")
            )
            if seats:
                _attend(actor, rows, seats)
                _gain(actor, seats[0])
        mine = next((seat for seat in seats if ana is not None and seat.participant_id == ana.pk), None)
        if mine is not None:
            _apprentice(sample, mine)


def _plan(actor: Actor, cohort: Cohort) -> list[Session]:
    """Plan a class on each second day from the first one, until three weeks from now at most."""
    today = timezone.localdate()
    days = [cohort.starts_on + timedelta(days=n) for n in range(0, 60, 2)]
    made = []
    for number, day in enumerate(
        each for each in days if each <= min(cohort.ends_on, today + timedelta(days=21))
    ):
        draft = actions.SessionDraft(
            actions.Time(day, BEGINS, MINUTES, ZONE),
            LESSONS[number % len(LESSONS)],
            place="Lake Street center, room 4",
        )
        made.append(actions.add_session(actor, cohort, draft))
    return made


def _count(actor: Actor, cohort: Cohort) -> None:
    fund = cohort.program.funds.order_by("name").first()
    if fund is not None:
        actions.set_funder_rule(actor, cohort, fund, ClockRule(excused_percent=10))


def _attend(actor: Actor, rows: list[Session], seats: list[Enrolment]) -> None:
    """Take attendance of what is past: one person is late once, one has missed the last two."""
    now = timezone.now()
    past = [row for row in rows if row.ends_at < now]
    for number, row in enumerate(past):
        marks = []
        for seat in (line.enrolment for line in register_of(row)):
            is_lost = seat == seats[-1] and number >= len(past) - 2
            late = 20 if seat == seats[0] and number == 0 else 0
            marks.append(actions.Mark(seat.pk, "absent" if is_lost else "late" if late else "present", late))
        if marks:
            actions.mark_attendance(actor, row, marks)
            actions.close_session(actor, row)


def _gain(actor: Actor, seat: Enrolment) -> None:
    today = timezone.localdate()
    first = max(seat.starts_on, today - timedelta(days=9))
    for day, score in ((first, "52"), (today, "81")):
        result = actions.record_result(
            actor, seat, instrument="Care skills test (sample)", taken_on=day, score=Decimal(score),
            highest=Decimal(100), passes_at=Decimal(75),
        )  # fmt: skip
    actions.record_gain(
        actor, seat, kind="progress", achieved_on=today, evidence="Care skills test passed, sheet in the file",
        result=result,
    )  # fmt: skip


def _apprentice(sample: Sample, seat: Enrolment) -> None:
    """Begin an apprenticeship of the sample participant, with a day that waits for the mentor."""
    if Apprenticeship.objects.filter(participant=seat.participant).exists():
        return
    with sample.as_manager() as actor:
        row = actions.prepare_apprenticeship(actor, seat, _agreement(seat.starts_on))
        actions.name_mentor(actor, row, name="Jo Lindgren", email="jo.lindgren@mentors.example.org")
        row = actions.begin_apprenticeship(actor, row)
    with acting_as(sample.participant, None, role="participant") as actor:
        process = row.processes.order_by("number").first()
        if process is not None:
            day = max(seat.starts_on, timezone.localdate() - timedelta(days=1))
            actions.log_hours(actor, row, process, day=day, minutes=240, words="Helped on ward 3")


def _agreement(begins_on: date) -> actions.Agreement:
    return actions.Agreement(
        employer_name="Lakeview Hospital (sample)", sponsor="Care apprenticeship committee (sample)",
        occupation_code="31-1131.00", occupation_title="Nursing assistant", begins_on=begins_on, job_hours=2_000,
        instruction_hours=144, journey_wage=Decimal("22.50"),
        processes=(("Helping residents", 1_200), ("Vital signs and records", 800)),
        steps=((0, Decimal("18.00")), (1_000, Decimal("19.50")), (2_000, Decimal("21.00"))),
    )  # fmt: skip
