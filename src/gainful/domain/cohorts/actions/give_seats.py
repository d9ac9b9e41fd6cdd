"""Give seats: offered to everybody where there are enough, to the next on the list; taken, declined, lapsed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.cohorts.access import (
    advance_application,
    hold,
    is_agency,
    is_applicant,
    one_cohort_at_a_time,
    require_application,
    require_cohort,
)
from gainful.domain.cohorts.actions.apply import let_in
from gainful.domain.cohorts.actions.check_application import held
from gainful.domain.cohorts.asking import SEAT
from gainful.domain.cohorts.draw_entries import in_time
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, Cohort, Enrolment
from gainful.domain.cohorts.seats import free_seats
from gainful.domain.cohorts.states import (
    APPLICATION_RULES,
    GIVEN_REASONS,
    ApplicationStatus,
    CohortStatus,
    DrawStatus,
    EnrolmentStatus,
    LeftReason,
)
from gainful.domain.cohorts.telling import MOVED, SEAT_FREE
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Consent


@transaction.atomic
def offer_seats(actor: Actor, cohort: Cohort) -> list[Application]:
    """Offer a seat to everybody who is eligible; where they may be more than the seats, seats are drawn instead.

    Whoever is not decided yet counts as well: offered one by one, seats would go to whom somebody decided first. After
    a draw, whoever was found eligible late joins the end of the waiting list. Those who applied after the last day get
    what those in time leave, in the order in which they applied.
    """
    hold(cohort)
    require_cohort(actor, "give_seats", cohort)
    drawn = cohort.draws.exclude(status=DrawStatus.VOID).first()
    if drawn is not None and drawn.status == DrawStatus.ANNOUNCED:
        raise CohortError(_("A draw is announced."), hint=_("Open it, or void it with the reason."))
    eligible = list(_readable(cohort, ApplicationStatus.ELIGIBLE))
    if drawn is not None or cohort.applications.filter(status=ApplicationStatus.WAITING).exists():
        return _join_list(actor, cohort, eligible)
    offered = []
    for track, seats in free_seats(cohort).items():
        wanting = [row for row in eligible if row.track_id == track]
        early = [row for row in wanting if in_time(row, cohort)]
        _require_enough(cohort, track, len(early), seats)
        late = sorted((row for row in wanting if row not in early), key=lambda row: (row.applied_at, row.pk))
        seated = [*early, *late][: max(seats, 0)]
        offered += seated
        for row in seated:
            _offer(actor, row)
        offered += _join_list(actor, cohort, [row for row in late if row not in seated])
    return offered


def _require_enough(cohort: Cohort, track: UUID | None, eligible: int, seats: int) -> None:
    """Refuse where those found eligible, or those with whoever is not decided yet, may be more than the seats."""
    if eligible > seats:
        raise CohortError(
            _("%(people)s people are eligible for %(seats)s seats: chance decides.")
            % {"people": eligible, "seats": seats},
            hint=_("Announce a draw."),
        )
    undecided = cohort.applications.filter(
        status__in=[ApplicationStatus.RECEIVED, ApplicationStatus.INCOMPLETE], track=track
    )
    waiting = sum(in_time(row, cohort) for row in undecided.only("applied_at"))
    if waiting and eligible + waiting > seats:
        raise CohortError(
            _("%(n)s applications are not decided yet, and there are not seats for all.") % {"n": waiting},
            hint=_("Find each eligible or refuse it first; then offer the seats, or announce a draw."),
        )


def _readable(cohort: Cohort, status: str) -> list[Application]:
    """Return applications in a state whose applicants still let the agency read them, first come first."""
    consent = Consent.objects.filter(
        participant=OuterRef("participant"), organization=cohort.organization_id, revoked_at=None,
        expires_at__gt=timezone.now(), scopes__contains=["profile"],
    )  # fmt: skip
    found = cohort.applications.filter(Q(participant__isnull=False) & Exists(consent), status=status)
    return list(
        found.select_related("cohort__organization", "organization", "participant", "track").order_by(
            "place", "applied_at", "id"
        )
    )


def _offer(actor: Actor, application: Application) -> None:
    require_application(actor, "offer", application)
    advance_application(application, "offer", place=None)
    notice(actor, MOVED, application.pk)


def _join_list(actor: Actor, cohort: Cohort, rows: list[Application]) -> list[Application]:
    for row in rows:
        require_application(actor, "put_on_list", row)
        last = cohort.applications.filter(track=row.track).aggregate(n=Max("place"))["n"] or 0
        advance_application(row, "put_on_list", place=last + 1)
        notice(actor, MOVED, row.pk)
    return rows


@transaction.atomic
def offer_free_seats(actor: Actor, cohort: Cohort) -> list[Application]:
    """Offer seats that came free to the next on the waiting list of their track, in drawn order."""
    hold(cohort)
    require_cohort(actor, "give_seats", cohort)
    waiting = _readable(cohort, ApplicationStatus.WAITING)
    offered = []
    for track, seats in free_seats(cohort).items():
        for row in [each for each in waiting if each.track_id == track][:seats]:
            _offer(actor, row)
            offered.append(row)
    return offered


@transaction.atomic
def accept_seat(actor: Actor, application: Application) -> Enrolment:
    """Take the seat: from now on the person is enrolled. One person is in one cohort at a time.

    Whoever takes it for themselves lets the agency read them again where they had taken that back: their page says so.
    """
    hold(application.cohort)
    application = held(application)
    there = Enrolment.objects.filter(application=application, status=EnrolmentStatus.ENROLLED).first()
    if there is not None and _took_it(actor, "accept", application):
        return there
    require_application(actor, "accept", application)
    cohort, person = application.cohort, application.participant_id
    if person is None:
        raise CohortError(_("Say first who the applicant is."))
    seat = Enrolment(
        cohort=cohort, organization_id=cohort.organization_id, participant_id=person, application=application,
        track_id=application.track_id, name=application.name, starts_on=_first_day(cohort), ends_on=cohort.ends_on,
    )  # fmt: skip
    busy = CohortError(
        _("You are in another cohort at that time."), hint=_("Leave that one first, or decline this seat.")
    )
    with one_cohort_at_a_time(busy), acting_in("enrol"):
        seat.save(force_insert=True)
    if application.participant is not None and is_self(actor, application.participant):
        let_in(actor, cohort, application.participant)
    advance_application(application, "accept")
    settle_requests(SEAT, "application", application.pk)
    notice(actor, MOVED, application.pk)
    return seat


def _took_it(actor: Actor, verb: str, application: Application) -> bool:
    """Whether the step was taken already by whoever may take it: the button was pressed twice."""
    may = is_applicant(actor, application) or is_agency(actor, application.organization_id)
    return may and application.status == APPLICATION_RULES[verb].to


def _first_day(cohort: Cohort) -> date:
    """Return the first day of somebody who takes a seat now: today where training has begun."""
    if cohort.status != CohortStatus.RUNNING:
        return cohort.starts_on
    return min(max(cohort.starts_on, timezone.localdate()), cohort.ends_on)


@transaction.atomic
def decline_seat(actor: Actor, application: Application, *, reason: str = "", words: str = "") -> Application:
    """Decline the seat; it goes to the next on the list. Staff, for somebody who told them, say why."""
    return _leave(actor, application, "decline", reason, words)


@transaction.atomic
def withdraw_application(
    actor: Actor, application: Application, *, reason: str = "", words: str = ""
) -> Application:
    """Withdraw an application; a seat that was offered goes to the next. Staff, for somebody else, say why."""
    return _leave(actor, application, "withdraw", reason, words)


def _given(actor: Actor, application: Application, reason: str, words: str) -> dict[str, str]:
    """Return the reason as it is kept; an applicant may give one, anybody else has to."""
    words = " ".join(words.split())
    if not reason and is_applicant(actor, application):
        return {"left_reason": "", "words": words[:600]}
    if reason not in GIVEN_REASONS:
        raise CohortError(
            _("Choose a reason: what they told you."),
            hint=_("The applicant reads it, and can say that it is wrong."), field="reason",
        )  # fmt: skip
    if reason == LeftReason.OTHER and not words:
        raise CohortError(_("Say why in words: the applicant reads it."), field="words")
    return {"left_reason": reason, "words": words[:600]}


def lapse(actor: Actor, application: Application) -> Application:
    """End an application that nobody answered for; the applicant reads kind words, the seat goes to the next."""
    with transaction.atomic():
        return _leave(actor, application, "lapse")


def _leave(
    actor: Actor, application: Application, verb: str, reason: str = "", words: str = ""
) -> Application:
    hold(application.cohort)
    application = held(application)
    if _took_it(actor, verb, application):
        return application
    require_application(actor, verb, application)
    had_seat = application.status == ApplicationStatus.OFFERED
    if verb == "lapse":
        changes = {"left_reason": str(LeftReason.SEAT_UNANSWERED if had_seat else LeftReason.NOT_COMPLETED)}
    else:
        changes = _given(actor, application, reason, words)
    advance_application(application, verb, **changes)
    if verb != "lapse":
        settle_requests(SEAT, "application", application.pk)
    notice(actor, MOVED, application.pk)
    if had_seat:
        notice(actor, SEAT_FREE, application.cohort_id)
    return application
