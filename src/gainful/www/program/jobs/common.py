"""What every screen of one job order needs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from gainful.domain.job_orders import queries
from gainful.domain.job_orders.access import may
from gainful.domain.job_orders.models import JobOrder
from gainful.www.components.loop import loop_stripe

STAFF = ("program_manager", "operator")


def get_order(request: HttpRequest, order_id: UUID) -> JobOrder:
    """Return the order of the actor's own agency, or 404."""
    try:
        order = queries.job_order(order_id)
    except JobOrder.DoesNotExist:
        raise Http404 from None
    if order.agency_id != request.actor.organization_id:  # type: ignore[attr-defined]
        raise Http404
    return order


def page(request: HttpRequest, order: JobOrder, here: str) -> dict[str, Any]:
    """Return the stripe and what the actor may do, for one order's pages."""
    urls = {
        "job": reverse("program:job_edit", args=[order.pk]),
        "profile": reverse("program:job_profile", args=[order.pk]),
        "people": reverse("program:job_people", args=[order.pk]),
        "plan": reverse("program:job_plan", args=[order.pk]),
    }
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "order": order,
        "steps": loop_stripe(here, urls),
        "can_edit": may(actor, "edit_profile", order),
        "can_send": may(actor, "send_for_confirmation", order),
        "can_sign": may(actor, "confirm_profile", order),
        "can_change_occupation": may(actor, "change_occupation", order),
        "can_plan": may(actor, "make_plan", order),
    }
