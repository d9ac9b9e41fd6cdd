"""What others may read of messages."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.models import BadAddress, Channel, Message, State


def messages_for(actor: Actor) -> QuerySet[Message]:
    """Return what the signed-in person can read here, newest first."""
    user = actor.signed_in_user
    mine = Q(user=user) | Q(participant__user=user)
    return Message.objects.filter(mine, channel=Channel.APP).select_related("organization")


def unread_count(actor: Actor) -> int:
    """Return how many messages the signed-in person has not read."""
    return messages_for(actor).filter(read_at=None).order_by().count()


def outbox(actor: Actor, *, state: str = "") -> QuerySet[Message]:
    """Return what the actor's organization sends by e-mail and SMS, newest first."""
    rows = Message.objects.filter(organization=actor.organization).exclude(channel=Channel.APP)
    return rows.filter(state=state) if state in State.values else rows


def outbox_counts(actor: Actor) -> dict[str, int]:
    """Return how many messages of the actor's organization stand in each state."""
    rows = outbox(actor).order_by().values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}


def bad_addresses(actor: Actor) -> QuerySet[BadAddress]:
    """Return the addresses that took no message of the actor's organization."""
    return BadAddress.objects.filter(organization=actor.organization)
