"""Steps with openings that others are told of: whoever was planned for them, and both parties."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.messages.notices import notice
from gainful.domain.plans.telling import OPENING_WITHDRAWN


@transaction.atomic
def withdraw_opening(actor: Actor, order: JobOrder, opening_id: UUID, *, reason: str) -> Opening:
    """Withdraw one opening; agency, employer and the people of the plan are told why and what follows."""
    opening = order_actions.withdraw_opening(actor, order, opening_id, reason=reason)
    notice(actor, OPENING_WITHDRAWN, opening.pk)
    return opening
