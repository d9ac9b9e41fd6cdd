"""Take back a message that has not gone, or send one again that failed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.access import require_ours
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.models import Message, State


@transaction.atomic
def cancel_message(actor: Actor, message: Message) -> Message:
    """Take back a message that still waits; MessageError where it has gone."""
    require_ours(actor, message)
    changed = Message.objects.filter(pk=message.pk, state=State.WAITING).update(state=State.CANCELLED)
    message.refresh_from_db()
    if not changed:
        raise MessageError(_("This message is no longer waiting: %s.") % message.get_state_display())
    return message


@transaction.atomic
def send_again(actor: Actor, message: Message) -> Message:
    """Queue a message again that failed or whose arrival nobody confirmed; MessageError for any other."""
    require_ours(actor, message)
    again = Message.objects.filter(pk=message.pk, state__in=[State.FAILED, State.UNCONFIRMED])
    changed = again.update(state=State.WAITING, reason="", not_before=timezone.now())
    message.refresh_from_db()
    if not changed:
        words = _("Only a message that failed is sent again; this one is: %s.")
        raise MessageError(words % message.get_state_display())
    return message
