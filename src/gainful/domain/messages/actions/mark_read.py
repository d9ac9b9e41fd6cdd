"""Note that somebody read their messages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.models import Message
from gainful.domain.messages.queries import messages_for


@transaction.atomic
def mark_read(actor: Actor, shown: Iterable[Message]) -> int:
    """Mark those of the actor's messages that were shown as read; returns how many were not yet."""
    ours = messages_for(actor).filter(read_at=None, pk__in=[message.pk for message in shown])
    unread = ours.order_by().values("pk")
    return Message.objects.filter(pk__in=unread).update(read_at=timezone.now())
