"""What a workforce keeps of a person without pointing at them: rows under the confirmed address of their account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.accounts.addresses import confirmed_address
from gainful.domain.participants.models import Participant
from gainful.domain.workforce.models import Worker


def rows_of(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield the rows that their employers brought in under the address of the person's own account."""
    address = confirmed_address(person.user)
    if address:
        yield Worker, set(Worker.objects.filter(email__iexact=address).values_list("pk", flat=True))
