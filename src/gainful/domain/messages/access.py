"""Who may write, take back and look after messages."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import MANAGERS as AGENCY_MANAGERS
from gainful.domain.accounts.roles import STAFF
from gainful.domain.messages.models import Message
from gainful.domain.organizations.models import Organization

SENDERS = frozenset({"operator", "program_manager", "coach", "employer", SYSTEM_ROLE})
KEEPERS = STAFF
"""Who clears an address that took no message."""


MANAGERS = AGENCY_MANAGERS | {SYSTEM_ROLE}
"""Who looks after what was asked of others: whoever may have an employer sign."""


def require_sender(actor: Actor) -> Organization:
    """Return the organization that sends; PermissionDenied where the actor may not send for one."""
    if actor.role not in SENDERS or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Only staff of an organization send messages.")
    return actor.organization


def require_keeper(actor: Actor) -> None:
    """PermissionDenied where the actor does not look after an organization's messages."""
    if actor.role not in KEEPERS or actor.organization is None:
        raise PermissionDenied("Only staff look after messages.")


def require_manager(actor: Actor) -> Organization:
    """Return the organization that asks; PermissionDenied where the actor does not decide for it who signs."""
    organization = require_sender(actor)
    if actor.role not in MANAGERS:
        raise PermissionDenied("Managers look after what was asked of others.")
    return organization


def require_ours(actor: Actor, message: Message) -> None:
    """PermissionDenied where the message was sent by another organization."""
    require_sender(actor)
    if message.organization_id != actor.organization_id:
        raise PermissionDenied("Another organization sent this message.")
