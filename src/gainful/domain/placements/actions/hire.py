"""A hire fills one opening; other outcomes are recorded beside it; a wrong row is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.models import Participant
from gainful.domain.placements.access import require_staff
from gainful.domain.placements.actions.move import MOVES, Why, begin, finish
from gainful.domain.placements.actions.offers import Terms, live_offer, put_terms, terms_of
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Introduction, Placement
from gainful.domain.placements.states import JOBS, PlacementKind, Source

EARLIEST = timedelta(days=3660)


def source_of(actor: Actor) -> str:
    """Return who says so, by the role that acts."""
    return {"employer": Source.EMPLOYER, "link": Source.EMPLOYER, "participant": Source.PERSON}.get(
        actor.role, Source.AGENCY
    )


@transaction.atomic
def hire(
    actor: Actor, introduction: Introduction, *, starts_on: date | None = None, wage: Decimal | None = None,
    link: SignedLink | None = None,
) -> Placement:  # fmt: skip
    """Say that the person began, on the terms of the accepted offer; its day and wage may differ. Fills the opening."""
    begin(actor, "hire", introduction, Why(), link)
    offer = live_offer(introduction)
    if offer is None:
        raise PlacementError(_("There is no accepted offer."), hint=_("Offer the job first."))
    terms = replace(
        terms_of(offer), starts_on=starts_on or offer.starts_on, wage=offer.wage if wage is None else wage
    )
    today = timezone.localdate()
    if terms.starts_on is None or terms.starts_on > today:
        raise PlacementError(
            _("The first day has not come yet."), hint=_("Say it on that day."), field="starts_on"
        )
    if terms.starts_on < today - EARLIEST:
        raise PlacementError(_("The first day is too long ago."), field="starts_on")
    row = Placement(
        organization_id=introduction.organization_id, participant_id=introduction.participant_id,
        kind=PlacementKind.INTERNAL if introduction.is_internal else PlacementKind.HIRE,
        introduction=introduction, job_order_id=introduction.job_order_id, opening_id=offer.opening_id,
        employer_name=str(introduction.job.get("employer", ""))[:200],
        occupation_code=str(introduction.job.get("occupation", ""))[:12], source=source_of(actor),
        recorded_by=actor.user,
    )  # fmt: skip
    put_terms(row, terms)
    with acting_in(MOVES):
        row.save(force_insert=True)
    _fill(row)
    finish(actor, "hire", introduction, Why())
    return row


def _fill(row: Placement) -> None:
    with acting_in("move_opening"), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.fill_for_hire(%s)", [row.pk])
        filled = cursor.fetchone()[0]
    if not filled:
        raise PlacementError(
            _("The opening is no longer committed: it was withdrawn or filled."),
            hint=_("Take the offer back, and offer another opening."),
        )


@transaction.atomic
def take_hire_back(actor: Actor, introduction: Introduction) -> Introduction:
    """Take back a hire that was entered wrongly or never began: the opening is committed again, both rows stay."""
    begin(actor, "take_hire_back", introduction, Why(), None)
    row = introduction.placements.filter(taken_back_at=None).first()
    if row is None:
        raise PlacementError(_("This hire was taken back already."))
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    with acting_in("move_opening"), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.free_from_hire(%s)", [row.pk])
    finish(actor, "take_hire_back", introduction, Why())
    return introduction


@transaction.atomic
def record_outcome(
    actor: Actor, person: Participant, kind: str, terms: Terms, *, employer_name: str = "", occupation_code: str = "",
    source: str = Source.AGENCY, note: str = "",
) -> Placement:  # fmt: skip
    """Record an outcome beside the openings: in school, in another job, an internal role taken, something else."""
    require_staff(actor, actor.organization_id)
    if kind not in set(PlacementKind.values) - {PlacementKind.HIRE}:
        raise PlacementError(
            _("Choose an outcome of the list; a hire is recorded from its introduction."), field="kind"
        )
    if source not in Source.values:
        raise PlacementError(_("Say who told you."), field="source")
    today = timezone.localdate()
    if terms.starts_on is None or not today - EARLIEST <= terms.starts_on <= today:
        raise PlacementError(_("Say since when: today or earlier."), field="starts_on")
    if kind in {PlacementKind.OTHER_JOB, PlacementKind.SCHOOL} and not employer_name.strip():
        raise PlacementError(_("Say where: the employer or the school."), field="employer_name")
    if kind not in JOBS:
        terms = Terms(title=terms.title, starts_on=terms.starts_on, hours_per_week=terms.hours_per_week)
    row = Placement(
        organization=actor.organization, participant=person, kind=kind, employer_name=employer_name.strip()[:200],
        occupation_code=occupation_code.strip()[:12], source=source, note=note.strip()[:400], recorded_by=actor.user,
    )  # fmt: skip
    put_terms(row, terms)
    row.save(force_insert=True)
    return row


@transaction.atomic
def take_outcome_back(actor: Actor, row: Placement) -> Placement:
    """Take back an outcome that was wrong; a hire is taken back from its introduction."""
    require_staff(actor, row.organization_id)
    if row.introduction_id is not None:
        raise PlacementError(_("A hire is taken back on the page of its introduction."))
    if row.taken_back_at is not None:
        raise PlacementError(_("This was taken back already."))
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    return row
