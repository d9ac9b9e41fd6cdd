"""Links for people without an account: made with a secret shown once, opened by its hash, ended by date or hand."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, visiting
from gainful.domain.job_orders.access import LINK_ROLE, require
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans.models import LinkScope, Plan, ShareLink

LIFETIME = timedelta(days=14)


class LinkClosed(Exception):  # noqa: N818 - named for what the person sees
    """The link is unknown, taken back or past its date."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_link(
    actor: Actor,
    order: JobOrder,
    *,
    scope: str,
    plan: Plan | None = None,
    recipient: str = "",
    lifetime: timedelta = LIFETIME,
) -> tuple[ShareLink, str]:
    """Make a link and return it with its token; the token cannot be read again later."""
    require(actor, "edit_order", order)
    token = secrets.token_urlsafe(32)
    link = ShareLink.objects.create(
        job_order=order,
        plan=plan,
        scope=LinkScope(scope),
        recipient=recipient[:200],
        secret_hash=_digest(token),
        created_by=actor.user,
        expires_at=timezone.now() + lifetime,
    )
    return link, token


def open_links(order: JobOrder) -> QuerySet[ShareLink]:
    """Return the links of an order that still open something."""
    return order.share_links.filter(revoked_at=None, expires_at__gt=timezone.now()).order_by("-created_at")


@transaction.atomic
def revoke_link(actor: Actor, order: JobOrder, link_id: UUID) -> None:
    """End a link now; one that is not of this order is left alone."""
    require(actor, "edit_order", order)
    order.share_links.filter(pk=link_id, revoked_at=None).update(revoked_at=timezone.now())


@contextmanager
def acting_through(token: str) -> Iterator[tuple[ShareLink, Actor]]:
    """Run a block as the holder of a link; LinkClosed where it opens nothing.

    PostgreSQL sees the holder of this link, whose rights end at the link's job order and plan; domain actions see the
    role `link`, which may confirm and sign, nothing else.
    """
    digest = _digest(token)
    with visiting(f"link:{digest}"):
        if not ShareLink.objects.filter(
            secret_hash=digest, revoked_at=None, expires_at__gt=timezone.now()
        ).exists():
            raise LinkClosed
    with acting_as(None, None, role=LINK_ROLE, subject=f"link:{digest}", reason="share link"):
        link = ShareLink.objects.select_related(
            "job_order__employer", "job_order__agency", "plan__profile_version"
        ).get(secret_hash=digest)
        if link.opened_at is None:
            link.opened_at = timezone.now()
            link.save(update_fields=["opened_at"])
        yield link, Actor(None, None, LINK_ROLE)
