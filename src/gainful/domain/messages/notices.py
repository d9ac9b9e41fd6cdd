"""That something happened which others are to be told: noted in the same transaction, told by the clock."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.participants.ids import next_id


@pghistory.track()
class Notice(models.Model):
    """One thing that happened; it holds no words, so that whoever adds one can put none into another's mouth."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who did it: they need not be told."""
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(told_at=None), name="outbox_notice_untold")
        ]

    def __str__(self) -> str:
        return self.kind


Teller = Callable[[Notice], None]
_TELLERS: dict[str, Teller] = {}


def register_notice(kind: str, teller: Teller) -> str:
    """Say who is told of a kind of happening: `teller` writes the messages, as the system; it runs once."""
    if _TELLERS.setdefault(kind, teller) is not teller:
        raise ValueError(f"Two kinds of notice are called {kind}.")
    return kind


def notice(actor: Actor, kind: str, about_id: UUID) -> None:
    """Note that something happened; it is told only if this transaction stands."""
    if kind not in _TELLERS:
        raise ValueError(f"There is no notice called {kind}.")
    with acting_in("notice"):
        Notice.objects.create(kind=kind, about_id=about_id, user=actor.user)


def tell(row: Notice) -> None:
    """Write the messages of one notice."""
    _TELLERS[row.kind](row)
