"""What sharing keeps of a person without pointing at them: requests to their address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.accounts.addresses import confirmed_address
from gainful.domain.participants.models import AccessRequest, Participant


def requests_to(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield the requests of agencies that went to the confirmed address of the person's own account."""
    address = confirmed_address(person.user)
    if address:
        found = AccessRequest.objects.filter(email__iexact=address)
        yield AccessRequest, set(found.values_list("pk", flat=True))
