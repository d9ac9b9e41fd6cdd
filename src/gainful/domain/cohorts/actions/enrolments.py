"""Say how somebody's time in a cohort ended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.access import advance_enrolment, hold, one_cohort_at_a_time, require_enrolment
from gainful.domain.cohorts.actions.learning import enter_what_was_learned
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Enrolment
from gainful.domain.cohorts.states import CohortStatus
from gainful.domain.cohorts.telling import SEAT_FREE
from gainful.domain.messages.notices import notice


def _held(enrolment: Enrolment) -> Enrolment:
    hold(enrolment.cohort)
    found = Enrolment.objects.select_related("cohort", "participant").filter(pk=enrolment.pk).first()
    if found is None:
        raise CohortError(_("There is no such seat."), hint=_("Reload the page."))
    return found


@transaction.atomic
def complete_enrolment(actor: Actor, enrolment: Enrolment) -> Enrolment:
    """Say that somebody completed the training; what it teaches enters their profile as evidence."""
    enrolment = _held(enrolment)
    require_enrolment(actor, "complete", enrolment)
    if enrolment.cohort.status not in {CohortStatus.RUNNING, CohortStatus.COMPLETED}:
        raise CohortError(_("Training has not begun."))
    advance_enrolment(enrolment, "complete", ended_at=timezone.now())
    enter_what_was_learned(actor, enrolment)
    return enrolment


@transaction.atomic
def end_enrolment(actor: Actor, enrolment: Enrolment, *, reason: str, did_start: bool = True) -> Enrolment:
    """Say that somebody left, or never started, and why; a seat that was not started goes to the next on the list."""
    enrolment = _held(enrolment)
    verb = "leave" if did_start else "not_start"
    require_enrolment(actor, verb, enrolment)
    reason = " ".join(reason.split())
    if not reason:
        raise CohortError(_("Say why in a few words."), field="reason")
    advance_enrolment(enrolment, verb, reason=reason[:400], ended_at=timezone.now())
    if not did_start and enrolment.cohort.status in {CohortStatus.SELECTING, CohortStatus.RUNNING}:
        notice(actor, SEAT_FREE, enrolment.cohort_id)
    return enrolment


@transaction.atomic
def take_back_end(actor: Actor, enrolment: Enrolment) -> Enrolment:
    """Take back that somebody's time ended: it was a slip."""
    enrolment = _held(enrolment)
    require_enrolment(actor, "take_back", enrolment)
    again = Enrolment.objects.filter(
        cohort=enrolment.cohort, participant=enrolment.participant_id, status__in=["enrolled", "completed"]
    ).exclude(pk=enrolment.pk)
    if again.exists():
        raise CohortError(_("They have another seat in this cohort."))
    busy = CohortError(
        _("They are in another cohort at that time."), hint=_("Let them leave that one first.")
    )
    with one_cohort_at_a_time(busy):
        advance_enrolment(enrolment, "take_back", reason="", ended_at=None)
    return enrolment
