"""Try an address again that took no message."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.access import require_keeper
from gainful.domain.messages.models import BadAddress


@transaction.atomic
def clear_address(actor: Actor, address: BadAddress) -> None:
    """Forget that an address did not work, after somebody asked the person or corrected it."""
    require_keeper(actor)
    if address.organization_id != actor.organization_id:
        raise PermissionDenied("Another organization found this.")
    address.delete()
