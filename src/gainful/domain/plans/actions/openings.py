"""Steps with openings and orders that others are told of: whoever was planned for them, and both parties."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.messages.notices import notice
from gainful.domain.plans.telling import OPENING_WITHDRAWN, ORDER_CLOSED


@transaction.atomic
def withdraw_opening(actor: Actor, order: JobOrder, opening_id: UUID, *, reason: str) -> Opening:
    """Withdraw one opening; agency, employer and the people of the plan are told why and what follows."""
    opening = order_actions.withdraw_opening(actor, order, opening_id, reason=reason)
    notice(actor, OPENING_WITHDRAWN, opening.pk)
    return opening


@transaction.atomic
def close_job_order(actor: Actor, order: JobOrder) -> JobOrder:
    """Close an order; its employer, its agency and the people of the plan are told, since nobody trains for it now."""
    order = order_actions.close_job_order(actor, order)
    notice(actor, ORDER_CLOSED, order.pk)
    return order
