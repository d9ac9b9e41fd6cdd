"""Say that a plan stands behind the job order."""

from __future__ import annotations

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import advance, may
from gainful.domain.job_orders.models import JobOrder


@transaction.atomic
def mark_planned(actor: Actor, order: JobOrder) -> JobOrder:
    """Move a confirmed order to planned; an order whose profile is unsigned keeps its state."""
    if may(actor, "mark_planned", order):
        advance(order, "mark_planned")
    return order
