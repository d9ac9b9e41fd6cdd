"""What every screen of one job order needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.job_orders.access import may
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import SignedLink
from gainful.domain.plans import queries as plan_queries
from gainful.www.components.job_order_steps import refuse
from gainful.www.components.loop import loop_stripe
from gainful.www.components.orders import find_order

STAFF = MANAGERS


def get_order(request: ActorRequest, order_id: UUID) -> JobOrder:
    """Return the order of the actor's own agency, or 404."""
    agency = request.actor.organization_id
    return find_order(order_id, lambda order: order.agency_id == agency)


def page(request: ActorRequest, order: JobOrder, here: str) -> dict[str, Any]:
    """Return the stripe and what the actor may do, for one order's pages."""
    urls = {
        "job": reverse("program:job_edit", args=[order.pk]),
        "profile": reverse("program:job_profile", args=[order.pk]),
        "people": reverse("program:job_people", args=[order.pk]),
        "plan": reverse("program:job_plan", args=[order.pk]),
        "cohort": f"{reverse('program:cohorts')}?order={order.pk}",
        "placed": reverse("program:job_introductions", args=[order.pk]),
    }
    actor = request.actor
    return {
        "order": order,
        "steps": loop_stripe(here, urls, _counts(order)),
        "can_edit": may(actor, "edit_profile", order),
        "can_send": may(actor, "send_for_confirmation", order),
        "can_sign": may(actor, "confirm_profile", order),
        "can_change_occupation": may(actor, "change_occupation", order),
        "can_plan": may(actor, "make_plan", order),
    }


def _counts(order: JobOrder) -> dict[str, str]:
    """Return what stands behind each step of a job order, in two or three words."""
    counted = plan_queries.counts_of(order)
    said = {"job": ngettext("%(n)s opening", "%(n)s openings", order.openings) % {"n": order.openings}}
    if counted.lines:
        said["profile"] = ngettext("%(n)s line", "%(n)s lines", counted.lines) % {"n": counted.lines}
    if counted.chosen:
        said["people"] = ngettext("%(n)s chosen", "%(n)s chosen", counted.chosen) % {"n": counted.chosen}
    if counted.plan:
        said["plan"] = _("version %(n)s") % {"n": counted.plan}
    return said


def tray_context(actor: Actor, order: JobOrder) -> dict[str, Any]:
    """Return who is chosen for the job, whatever page or filter of the list is open."""
    chosen = plan_queries.shortlist(order)
    return {
        "chosen": chosen,
        "chosen_ids": [str(row.participant_id) for row in chosen],
        "can_plan": may(actor, "make_plan", order),
    }


def give_link(
    request: ActorRequest, order: JobOrder, here: str, make: Callable[[Actor], tuple[SignedLink, str]]
) -> HttpResponse:
    """Make a link and show it, once; a refusal is said on the page `here` of the order."""
    back = reverse(f"program:job_{here}", args=[order.pk])
    try:
        link, token = make(request.actor)
    except JobOrderError as error:
        refuse(request, error)
        return redirect(back)
    address = request.build_absolute_uri(reverse("guest:link", args=[token]))
    context = {**page(request, order, here), "link": link, "address": address, "back": back}
    return render(request, "program/jobs_link.html", context)
