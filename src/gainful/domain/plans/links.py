"""What signed links open of job orders and plans: a profile to confirm, a plan to see or to commit under."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import require
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages import links as signed
from gainful.domain.messages.links import LIFETIME, LinkClosed, LinkScope
from gainful.domain.messages.models import SignedLink
from gainful.domain.plans.models import Plan

__all__ = [
    "CONFIRM_PROFILE",
    "SIGN_PLAN",
    "VIEW_PLAN",
    "HeldLink",
    "LinkClosed",
    "hold",
    "make_link",
    "open_links",
]

VIEW_PLAN = signed.register_scope(LinkScope("view_plan", _("See the plan"), "plan"))
SIGN_PLAN = signed.register_scope(LinkScope("sign_plan", _("Sign the plan"), "plan"))
CONFIRM_PROFILE = signed.register_scope(
    LinkScope("confirm_profile", _("Confirm what the job needs"), "job_order")
)
SCOPES = {scope.code: scope for scope in (VIEW_PLAN, SIGN_PLAN, CONFIRM_PROFILE)}
"""A signature may be given again where what was signed changed, so none of them counts uses."""


@dataclass(frozen=True, slots=True)
class HeldLink:
    """An open link with the job order and the plan that it opens."""

    link: SignedLink
    job_order: JobOrder
    plan: Plan | None

    @property
    def scope(self) -> str:
        """What it lets its holder do."""
        return self.link.scope

    @property
    def pk(self) -> UUID:
        """The number that a signature names."""
        return self.link.pk

    @property
    def recipient(self) -> str:
        """Whom it was made for."""
        return self.link.recipient

    @property
    def expires_at(self) -> datetime:
        """When it ends."""
        return self.link.expires_at


@transaction.atomic
def make_link(
    actor: Actor,
    order: JobOrder,
    *,
    scope: str,
    plan: Plan | None = None,
    recipient: str = "",
    lifetime: timedelta = LIFETIME,
) -> tuple[SignedLink, str]:
    """Make a link and return it with its token; ValueError where a plan's link names no plan."""
    require(actor, "edit_order", order)
    wanted = SCOPES[scope]
    about = order.pk if wanted is CONFIRM_PROFILE else plan and plan.pk
    if about is None:
        raise ValueError("A link to a plan needs the plan.")
    maker = actor if actor.organization is not None else Actor(actor.user, order.agency, actor.role)
    return signed.make_signed_link(maker, wanted, about, recipient=recipient, lifetime=lifetime)


def open_links(order: JobOrder) -> QuerySet[SignedLink]:
    """Return the links of an order and its plans that still open something, newest first."""
    plans = order.plans.order_by().values_list("pk", flat=True)
    found = signed.links_about("job_order", order.pk) | signed.links_about("plan", *plans)
    return found.order_by("-created_at", "id")


@transaction.atomic
def revoke_link(actor: Actor, order: JobOrder, link_id: UUID) -> None:
    """End a link now; one that is not of this order is left alone."""
    require(actor, "edit_order", order)
    link = open_links(order).filter(pk=link_id).first()
    if link is not None:
        signed.end_link(actor, link)


def hold(link: SignedLink) -> HeldLink | None:
    """Return what an open link opens of job orders, None where it opens something else."""
    if link.scope not in SCOPES:
        return None
    if link.about_kind == "job_order":
        found = JobOrder.objects.select_related("employer", "agency").filter(pk=link.about_id).first()
        return None if found is None else HeldLink(link, found, None)
    loaded = Plan.objects.select_related("profile_version", "job_order__employer", "job_order__agency")
    plan = loaded.filter(pk=link.about_id).first()
    return None if plan is None else HeldLink(link, plan.job_order, plan)


@contextmanager
def acting_through(token: str, browser: str = "") -> Iterator[tuple[HeldLink, Actor]]:
    """Run a block as the holder of a link to a job order or a plan; LinkClosed where it opens nothing of them."""
    with signed.acting_through(token, browser) as (link, actor):
        held = hold(link)
        if held is None:
            raise LinkClosed
        yield held, actor
