"""Note that somebody read their messages."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.models import Message
from gainful.domain.messages.queries import messages_for


@transaction.atomic
def mark_read(actor: Actor) -> int:
    """Mark the actor's unread messages as read; returns how many."""
    unread = messages_for(actor).filter(read_at=None).order_by().values("pk")
    return Message.objects.filter(pk__in=unread).update(read_at=timezone.now())
