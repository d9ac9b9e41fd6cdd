"""A person answers their part of a plan: yes, no, not now, or what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice
from gainful.domain.plans.asking import ANSWER
from gainful.domain.plans.states import ANSWER_RULES, Answer, Misfit
from gainful.domain.plans.telling import PERSON_ANSWERED


@transaction.atomic
def answer_plan(
    actor: Actor, plan_id: UUID, answer: str, *, reasons: Sequence[str] = (), note: str = ""
) -> None:
    """Store the answer of the person who is signed in, or who holds the link to their part; it may be changed."""
    if actor.role not in {"participant", LINK_ROLE} or (actor.role == "participant" and actor.user is None):
        raise NotAllowedError(_("Only the person answers for themselves."))
    if answer not in ANSWER_RULES:
        raise JobOrderError(_("Choose yes, no, not now, or what does not fit."), field="answer")
    if unknown := [reason for reason in reasons if reason not in Misfit.values]:
        raise JobOrderError(_("“%(what)s” is not a reason.") % {"what": unknown[0][:20]}, field="reasons")
    if answer == Answer.DOES_NOT_FIT and not reasons and not note.strip():
        raise JobOrderError(_("Say what does not fit."), field="reasons")
    kept = sorted(set(reasons)) if answer == Answer.DOES_NOT_FIT else []
    with acting_in("answer_plan"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT gainful.answer_plan(%s, %s, %s, %s)", [plan_id, answer, kept, note.strip()[:400]]
        )
        place = cursor.fetchone()[0]
    if place is None:
        raise JobOrderError(
            _("This plan is not open to your answer."),
            hint=_("A newer one may have replaced it. Reload the page."),
        )
    settle_requests(ANSWER, "plan_place", place)
    notice(actor, PERSON_ANSWERED, place)
