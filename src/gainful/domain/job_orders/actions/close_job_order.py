"""Close a job order, or open it again."""

from __future__ import annotations

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import advance, require
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.models import JobOrder


def _move(actor: Actor, order: JobOrder, verb: str) -> JobOrder:
    hold_order(order)
    require(actor, verb, order)
    advance(order, verb)
    return order


@transaction.atomic
def close_job_order(actor: Actor, order: JobOrder) -> JobOrder:
    """Close it: filled or withdrawn; nothing is deleted."""
    return _move(actor, order, "close")


@transaction.atomic
def reopen_job_order(actor: Actor, order: JobOrder) -> JobOrder:
    """Open a closed job order again, at its profile."""
    return _move(actor, order, "reopen")
