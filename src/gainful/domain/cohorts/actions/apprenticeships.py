"""Keep apprenticeships: agreement, mentor, hours on the job, wage steps, the certificate of competence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.apprentice_access import held_apprenticeship, require_agency, require_apprentice
from gainful.domain.cohorts.apprentice_news import (
    HOURS_LOGGED,
    HOURS_RETURNED,
    STEP_REACHED,
    ask_no_longer,
)
from gainful.domain.cohorts.apprentice_progress import progress_of
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import (
    ApprenticeMentor,
    Apprenticeship,
    Enrolment,
    JobHours,
    WageStep,
    WorkProcess,
)
from gainful.domain.cohorts.models.apprenticeship import MOST_MINUTES_A_DAY
from gainful.domain.cohorts.states import (
    APPRENTICESHIP_RULES,
    JOB_HOURS_RULES,
    HoursStatus,
)
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.messages.notices import notice

LEAST_WAGE = Decimal("7.25")
"""USD an hour: 29 U.S.C. 206(a)(1)(C); an entry wage is not below it (29 CFR 29.5(b)(5)). States may ask for more."""
MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an apprenticeship begins with; work processes as (title, hours), wage steps as (from hours, wage)."""

    employer_name: str
    sponsor: str
    occupation_code: str
    occupation_title: str
    begins_on: date
    job_hours: int
    instruction_hours: int
    journey_wage: Decimal
    processes: Sequence[tuple[str, int]]
    steps: Sequence[tuple[int, Decimal]]
    approach: str = "time"
    program_number: str = ""
    probation_hours: int = 500
    credit_hours: int = 0
    apprentices_per_mentor: int = 1
    is_registered: bool = False


def _check_processes(given: Agreement) -> None:
    if not given.processes or len(given.processes) > MOST_PARTS:
        raise CohortError(_("Name the work processes, at most 40."), field="processes")
    if any(hours <= 0 or not title.strip() for title, hours in given.processes):
        raise CohortError(_("Each work process has a name and hours."), field="processes")
    allocated = sum(hours for _title, hours in given.processes)
    if allocated != given.job_hours:
        raise CohortError(
            _("The work processes take %(n)s hours together, the term %(term)s.")
            % {"n": allocated, "term": given.job_hours},
            hint=_("Make both the same."), field="processes",
        )  # fmt: skip


def _check_steps(given: Agreement) -> None:
    hours, wages = [each[0] for each in given.steps], [each[1] for each in given.steps]
    if len(given.steps) < 2 or len(given.steps) > MOST_PARTS:
        raise CohortError(_("There are at least two wage steps: the wage rises with skill."), field="steps")
    if hours[0] != 0 or sorted(set(hours)) != hours or hours[-1] > given.job_hours:
        raise CohortError(
            _("The first step is from 0 hours, each other later, none after the term."), field="steps"
        )
    if sorted(set(wages)) != wages:
        raise CohortError(_("Each step pays more than the one before."), field="steps")
    if wages[0] < LEAST_WAGE:
        raise CohortError(_("No wage is below the federal minimum of $7.25 an hour."), field="steps")
    if wages[-1] > given.journey_wage:
        raise CohortError(_("No step pays more than a journeyworker."), field="steps")


@transaction.atomic
def prepare_apprenticeship(actor: Actor, enrolment: Enrolment, given: Agreement) -> Apprenticeship:
    """Prepare the apprenticeship of somebody whose related instruction is taught in this seat's cohort."""
    agency = require_agency(actor)
    if enrolment.organization_id != agency.pk:
        raise NotAllowedError(_("This person's seat is another agency's."))
    for name in ("employer_name", "sponsor", "occupation_code", "occupation_title"):
        if not getattr(given, name).strip():
            raise CohortError(_("This must be filled."), field=name)
    if not 0 <= given.credit_hours < given.job_hours:
        raise CohortError(_("Credit is less than the whole term."), field="credit_hours")
    _check_processes(given)
    _check_steps(given)
    if Apprenticeship.objects.filter(
        participant=enrolment.participant_id, organization=agency, status__in=["draft", "active"]
    ).exists():
        raise CohortError(_("They have an apprenticeship already."))
    values = {
        name: getattr(given, name) for name in Agreement.__slots__ if name not in {"processes", "steps"}
    }
    row = Apprenticeship(
        organization=agency, participant_id=enrolment.participant_id, enrolment=enrolment, name=enrolment.name,
        created_by=actor.user, **values,
    )  # fmt: skip
    try:
        row.clean_fields(exclude=["participant", "organization", "enrolment", "created_by"])
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        raise CohortError(words[0], field=field) from error
    row.save()
    WorkProcess.objects.bulk_create(
        WorkProcess(apprenticeship=row, number=n, title=title.strip()[:200], hours=hours)
        for n, (title, hours) in enumerate(given.processes, start=1)
    )
    WageStep.objects.bulk_create(
        WageStep(apprenticeship=row, number=n, after_hours=hours, wage=wage)
        for n, (hours, wage) in enumerate(given.steps, start=1)
    )
    return row


@transaction.atomic
def name_mentor(actor: Actor, row: Apprenticeship, *, name: str, email: str) -> ApprenticeMentor:
    """Name the mentor who guides the apprentice and confirms hours; the one before ends today.

    A mentor has no more apprentices at a time than the agreement says (29 CFR 29.5(b)(7): a ratio that is safe).
    """
    row = held_apprenticeship(row)
    require_apprentice(actor, "change_mentor", row)
    name, email = " ".join(name.split()), email.strip().lower()
    if not name:
        raise CohortError(_("Say who the mentor is."), field="name")
    try:
        validate_email(email)
    except ValidationError as error:
        raise CohortError(
            _("Enter the mentor's email address: hours are confirmed through it."), field="email"
        ) from error
    if email in _own_addresses(row):
        raise CohortError(
            _("This is the apprentice's own address: nobody confirms their own hours."), field="email"
        )
    others = ApprenticeMentor.objects.filter(
        apprenticeship__organization=row.organization_id, apprenticeship__status__in=["draft", "active"], until=None,
        email=email,
    ).exclude(apprenticeship=row)  # fmt: skip
    if (n := others.count()) >= row.apprentices_per_mentor:
        raise CohortError(
            ngettext(
                "%(name)s has %(n)s apprentice already: the ratio is %(most)s to one mentor.",
                "%(name)s has %(n)s apprentices already: the ratio is %(most)s to one mentor.",
                n,
            ) % {"name": name, "n": n, "most": row.apprentices_per_mentor},
            hint=_("Name another mentor."), field="email",
        )  # fmt: skip
    today = timezone.localdate()
    if row.mentors.filter(until=None).update(until=today):
        ask_no_longer(row)
        if row.hours.filter(status=HoursStatus.LOGGED).exists():
            notice(actor, HOURS_LOGGED, row.pk)
    try:
        with transaction.atomic():
            return ApprenticeMentor.objects.create(
                apprenticeship=row, name=name[:200], email=email, since=today
            )
    except IntegrityError:  # somebody named them meanwhile, or for an apprentice whom the actor may not see
        raise CohortError(
            _("%(name)s has as many apprentices as the ratio allows.") % {"name": name},
            hint=_("Name another mentor."), field="email",
        ) from None  # fmt: skip


def _own_addresses(row: Apprenticeship) -> set[str]:
    with acting_as_system("an apprentice's own addresses"):  # staff read no accounts
        number = row.participant.user_id
        user = User.objects.filter(pk=number).first() if number else None
    return {each.strip().lower() for each in (row.participant.email, user.email if user else "") if each}


@transaction.atomic
def begin_apprenticeship(actor: Actor, row: Apprenticeship) -> Apprenticeship:
    """Begin it: a mentor is named; the first wage step holds from the first day."""
    row = held_apprenticeship(row)
    require_apprentice(actor, "begin", row)
    if not row.mentors.filter(until=None).exists():
        raise CohortError(_("No mentor is named."), hint=_("Name one first: they confirm the hours."))
    _advance(row, "begin")
    count(row)
    row.steps.filter(number=1).update(paid_from=row.begins_on)
    return row


@transaction.atomic
def log_hours(
    actor: Actor, row: Apprenticeship, process: WorkProcess, *, day: date, minutes: int, words: str = ""
) -> JobHours:
    """Log hours on the job in one work process; the mentor is asked to confirm them."""
    require_apprentice(actor, "log", row)
    if process.apprenticeship_id != row.pk:
        raise CohortError(_("This work process is of another apprenticeship."), field="process")
    if day > timezone.localdate():
        raise CohortError(_("This day has not come yet: only what happened is entered."), field="day")
    if day < row.begins_on:
        raise CohortError(_("The apprenticeship had not begun on that day."), field="day")
    if minutes <= 0:
        raise CohortError(_("Enter how long you worked."), field="minutes")
    on_day = JobHours.objects.filter(apprenticeship=row, day=day).exclude(status=HoursStatus.RETURNED)
    if on_day.filter(process=process).exists():
        raise CohortError(_("Hours of this work process are logged for that day already."), field="day")
    if minutes + (on_day.aggregate(n=Sum("minutes"))["n"] or 0) > MOST_MINUTES_A_DAY:
        raise CohortError(_("A day has at most 16 hours of work."), field="minutes")
    found = JobHours.objects.create(
        apprenticeship=row, process=process, day=day, minutes=minutes, words=" ".join(words.split())[:300]
    )
    notice(actor, HOURS_LOGGED, row.pk)
    return found


@transaction.atomic
def settle_hours(
    actor: Actor, row: Apprenticeship, ids: Iterable[UUID], verb: str, *, answer: str = "", by: str = ""
) -> int:
    """Confirm or return hours as the mentor; what is confirmed is booked, counts by process and may raise the wage.

    `by` is whom the link was sent to: a mentor may have handed the request on, and then their name stands there.
    """
    if actor.role != LINK_ROLE:
        raise NotAllowedError(_("Only the mentor confirms or returns hours, through their own link."))
    mentor = row.mentors.filter(until=None).first()
    answer = " ".join(answer.split())
    if verb == "return" and not answer:
        raise CohortError(_("Say why, so that the apprentice can correct it."), field="answer")
    states = JOB_HOURS_RULES[verb].states
    found = JobHours.objects.filter(apprenticeship=row, pk__in=list(ids), status__in=sorted(states))
    with acting_in("settle_hours"):
        n = found.update(
            status=str(JOB_HOURS_RULES[verb].to), mentor=mentor, settled_by=by or (mentor.name if mentor else ""),
            settled_at=timezone.now(), answer=answer[:300],
        )  # fmt: skip
    if not n:
        raise CohortError(_("Nothing is chosen that waits for you."), hint=_("Tick at least one line."))
    if verb == "return":
        notice(actor, HOURS_RETURNED, row.pk)
    else:
        for step in count(row):
            notice(actor, STEP_REACHED, step)
    return n


def count(row: Apprenticeship) -> list[UUID]:
    """Book confirmed hours and note wage steps that are reached; returns the steps reached now."""
    with acting_in("count_job_hours"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.count_job_hours(%s::uuid)", [row.pk])
        return [found for (found,) in cursor.fetchall()]


@transaction.atomic
def pay_step(actor: Actor, row: Apprenticeship, step: WageStep, *, paid_from: date) -> WageStep:
    """Note from which day the employer pays a wage step that was reached."""
    require_apprentice(actor, "pay_step", row)
    if step.apprenticeship_id != row.pk or step.reached_on is None:
        raise CohortError(_("This wage step is not reached yet."))
    if paid_from > timezone.localdate():
        raise CohortError(_("This day has not come yet: only what happened is entered."), field="paid_from")
    if paid_from < row.begins_on:
        raise CohortError(_("The apprenticeship had not begun on that day."), field="paid_from")
    step.paid_from = paid_from
    step.save(update_fields=["paid_from"])
    return step


@transaction.atomic
def complete_apprenticeship(
    actor: Actor, row: Apprenticeship, *, completed_on: date, certified_by: str
) -> Apprenticeship:
    """Complete it: every hour is confirmed, the instruction attended, the last wage paid; somebody signs by name."""
    row = held_apprenticeship(row)
    require_apprentice(actor, "complete", row)
    certified_by = " ".join(certified_by.split())
    if not certified_by:
        raise CohortError(_("Say who confirms the competence."), field="certified_by")
    if not row.begins_on <= completed_on <= timezone.localdate():
        raise CohortError(_("It was completed between its first day and today."), field="completed_on")
    if missing := progress_of(row).missing():
        raise CohortError(_("Still missing: %(what)s.") % {"what": "; ".join(missing)})
    _advance(row, "complete", completed_on=completed_on, certified_by=certified_by[:200])
    return row


@transaction.atomic
def cancel_apprenticeship(actor: Actor, row: Apprenticeship, *, reason: str) -> Apprenticeship:
    """End it early with the reason; what was confirmed stays."""
    row = held_apprenticeship(row)
    require_apprentice(actor, "cancel", row)
    reason = " ".join(reason.split())
    if not reason:
        raise CohortError(_("Say why in a few words."), field="reason")
    _advance(row, "cancel", reason=reason[:400])
    return row


def _advance(row: Apprenticeship, verb: str, **changes: object) -> None:
    changes["status"] = str(APPRENTICESHIP_RULES[verb].to)
    for name, value in changes.items():
        setattr(row, name, value)
    with acting_in("move_apprenticeship"):
        row.save(update_fields=list(changes))
