"""What the employer does: invite, say what came of an interview, offer a job, take an offer back, say no."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements.access import require
from gainful.domain.placements.actions.move import MOVES, Why, begin, finish, hold
from gainful.domain.placements.asking import MEETING
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Interview, Introduction, JobTerms, Offer
from gainful.domain.placements.models.terms import MOST_WAGE
from gainful.domain.placements.states import Benefit, InterviewStatus, OfferStatus
from gainful.domain.placements.wages import require_hours, require_wage

FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Terms:
    """A job's terms as somebody states them; wages in USD, hours a week. `benefits` None: nobody said."""

    title: str = ""
    starts_on: date | None = None
    hours_per_week: Decimal | None = None
    wage: Decimal | None = None
    wage_unit: str = ""
    schedule: str = ""
    benefits: tuple[str, ...] | None = None
    subsidised: bool = False
    subsidy: Decimal | None = None
    next_role: str = ""


def put_terms(row: JobTerms, terms: Terms) -> None:
    """Write terms into an unsaved row, with the wage in its one normalised form; PlacementError names the field."""
    require_hours(terms.hours_per_week)
    require_wage(terms.wage, terms.wage_unit, terms.hours_per_week)
    if unknown := [one for one in terms.benefits or () if one not in Benefit.values]:
        raise PlacementError(_("“%s” is not a benefit of the list.") % unknown[0][:20], field="benefits")
    if terms.subsidy is not None and (not terms.subsidised or not 0 <= terms.subsidy < MOST_WAGE):
        raise PlacementError(
            _("An amount toward the wage needs a subsidised wage, 0 USD or more."), field="subsidy"
        )
    for field in fields(terms):
        setattr(row, field.name, getattr(terms, field.name))
    row.title, row.schedule = terms.title.strip()[:200], terms.schedule.strip()[:200]
    row.next_role = terms.next_role.strip()[:200]
    row.benefits, row.benefits_known = sorted(set(terms.benefits or ())), terms.benefits is not None
    if terms.wage is None:
        row.wage_unit = ""
    row.normalise()


@transaction.atomic
def invite(
    actor: Actor, introduction: Introduction, *, at: datetime, place: str, note: str = "",
    link: SignedLink | None = None,
) -> Interview:  # fmt: skip
    """Plan an interview; one that is planned already is moved to the new time."""
    begin(actor, "invite", introduction, Why(), link)
    place = place.strip()
    if not place:
        raise PlacementError(_("Say where it is, or how to join."), field="place")
    if not timezone.now() < at <= timezone.now() + FURTHEST:
        raise PlacementError(_("Choose a time that is still to come, within a year."), field="at")
    introduction.interviews.filter(status=InterviewStatus.PLANNED).update(status=InterviewStatus.CANCELLED)
    interview = Interview.objects.create(
        introduction=introduction, at=at, place=place[:300], note=note.strip()[:400]
    )
    finish(actor, "invite", introduction, Why())
    settle_requests(MEETING, "introduction", introduction.pk)
    return interview


@transaction.atomic
def record_interview(
    actor: Actor,
    introduction: Introduction,
    interview_id: UUID,
    status: str,
    *,
    link: SignedLink | None = None,
) -> Interview:
    """Say what came of an interview: it took place, the person did not come, it is cancelled."""
    hold(introduction)
    require(actor, "invite", introduction, link)
    interview = introduction.interviews.filter(pk=interview_id).first()
    if interview is None:
        raise PlacementError(_("There is no such interview."), hint=_("Reload the page."))
    if status not in set(InterviewStatus.values) - {InterviewStatus.PLANNED}:
        raise PlacementError(_("Say whether it took place."), field="status")
    if status in {InterviewStatus.HELD, InterviewStatus.MISSED} and interview.at > timezone.now():
        raise PlacementError(_("This interview is still to come."), field="status")
    interview.status = status
    interview.save(update_fields=["status"])
    return interview


@transaction.atomic
def refuse(
    actor: Actor, introduction: Introduction, why: Why, *, link: SignedLink | None = None
) -> Introduction:
    """Say no as the employer, with the reason; what was shown of the person is emptied."""
    begin(actor, "refuse", introduction, why, link)
    introduction.interviews.filter(status=InterviewStatus.PLANNED).update(status=InterviewStatus.CANCELLED)
    finish(actor, "refuse", introduction, why)
    settle_requests(MEETING, "introduction", introduction.pk)
    return introduction


@transaction.atomic
def make_offer(
    actor: Actor, introduction: Introduction, terms: Terms, *, answer_by: date, link: SignedLink | None = None
) -> Offer:
    """Offer one committed opening on stated terms; it is kept for the person until they answer or it is taken back."""
    begin(actor, "offer", introduction, Why(), link)
    today = timezone.localdate()
    for field, words in (
        ("starts_on", _("Say which day is the first.")),
        ("hours_per_week", _("Say how many hours a week.")),
        ("wage", _("Say what the job pays.")),
    ):
        if getattr(terms, field) is None:
            raise PlacementError(words, field=field)
    if not terms.title.strip():
        raise PlacementError(_("Say what the job is called."), field="title")
    if terms.starts_on is not None and not today <= terms.starts_on <= today + FURTHEST:
        raise PlacementError(_("The first day is today or later, within a year."), field="starts_on")
    if not today <= answer_by <= today + FURTHEST:
        raise PlacementError(_("The day for an answer is today or later."), field="answer_by")
    number = 1 + (introduction.offers.aggregate(n=Max("number"))["n"] or 0)
    offer = Offer(
        introduction=introduction, opening_id=free_opening(introduction), number=number, answer_by=answer_by
    )
    put_terms(offer, terms)
    with acting_in(MOVES):
        offer.save(force_insert=True)
    introduction.interviews.filter(status=InterviewStatus.PLANNED, at__lte=timezone.now()).update(
        status=InterviewStatus.HELD
    )
    finish(actor, "offer", introduction, Why())
    settle_requests(MEETING, "introduction", introduction.pk)
    return offer


def free_opening(introduction: Introduction) -> UUID:
    """Return the first committed opening that nobody is offered; PlacementError where none is left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.free_opening(%s)", [introduction.pk])
        found = cursor.fetchone()[0]
    if found is None:
        raise PlacementError(
            _("No opening of this job is committed and free."),
            hint=_("Sign for a further opening, or take an offer back."),
        )
    return UUID(str(found))


@transaction.atomic
def take_offer_back(
    actor: Actor, introduction: Introduction, why: Why, *, link: SignedLink | None = None
) -> Introduction:
    """Take an offer back, with the reason; the opening is free again."""
    begin(actor, "take_offer_back", introduction, why, link)
    end_offer(introduction, OfferStatus.WITHDRAWN)
    finish(actor, "take_offer_back", introduction, why)
    return introduction


def live_offer(introduction: Introduction) -> Offer | None:
    """Return the offer that is open or accepted, None without one."""
    return introduction.offers.filter(status__in=[OfferStatus.OPEN, OfferStatus.ACCEPTED]).first()


def end_offer(introduction: Introduction, status: str) -> Offer | None:
    """Give the live offer its new state; None where there is none."""
    offer = live_offer(introduction)
    if offer is None:
        return None
    offer.status, offer.answered_at = status, timezone.now()
    with acting_in(MOVES):
        offer.save(update_fields=["status", "answered_at"])
    return offer


def terms_of(row: JobTerms) -> Terms:
    """Return the terms of an offer or a hire."""
    found = Terms(**{field.name: getattr(row, field.name) for field in fields(Terms)})
    return replace(found, benefits=tuple(row.benefits) if row.benefits_known else None)
