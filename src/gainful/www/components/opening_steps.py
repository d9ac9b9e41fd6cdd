"""One step with one opening, from the employer's page or the agency's."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans.actions import withdraw_opening
from gainful.www.components.job_order_steps import attempt


def take_opening_step(request: ActorRequest, order: JobOrder, opening_id: UUID, verb: str) -> None:
    """Withdraw, offer again or fill one opening; what is refused is said on the next page. Http404 for another verb."""
    actor = request.actor
    if verb == "withdraw":
        reason = request.POST.get("reason", "")
        attempt(
            request,
            lambda: withdraw_opening(actor, order, opening_id, reason=reason),
            _("Withdrawn. Everyone concerned is told. A plan made for it has to be made again."),
        )
    elif verb == "offer_again":
        attempt(
            request,
            lambda: actions.offer_opening_again(actor, order, opening_id),
            _("Offered again. It waits for a commitment."),
        )
    elif verb == "resume":
        attempt(
            request,
            lambda: actions.resume_opening(actor, order, opening_id),
            _("Offered again. It waits for a commitment."),
        )
    elif verb == "fill":
        attempt(request, lambda: actions.fill_opening(actor, order, opening_id), _("Filled."))
    else:
        raise Http404
