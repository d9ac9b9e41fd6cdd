"""Send a profile to its employer and ask for the signature, with a clock."""

from __future__ import annotations

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import Request
from gainful.domain.plans.asking import ask_profile


@transaction.atomic
def send_profile(actor: Actor, order: JobOrder) -> Request:
    """Show the profile to the employer and ask them to sign; a second time asks nothing new while the first waits."""
    order_actions.send_for_confirmation(actor, order)
    return ask_profile(actor, order)
