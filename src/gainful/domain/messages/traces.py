"""What messages keep of a person without pointing at them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.messages.models import BadAddress, ContactRules, Message, Request, SignedLink, Thread
from gainful.domain.participants.models import Participant
from gainful.domain.participants.own_addresses import own_addresses


def addresses_of(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield the person's addresses that took no message, unless somebody else is reached there."""
    rules = ContactRules.objects.filter(participant=person).first()
    safe = (rules.safe_email, rules.safe_phone) if rules else ()
    theirs = own_addresses(person, *safe).without_shared(person)
    found = BadAddress.objects.filter(theirs.rows("address"))
    yield BadAddress, set(found.values_list("pk", flat=True))


def about(ids: frozenset[str]) -> Iterator[Model]:
    """Yield letters, requests, conversations and links about these rows, whoever reads them: a mentor, a host."""
    for model in (SignedLink, Message, Request, Thread):
        yield from model._default_manager.filter(about_id__in=ids)  # noqa: SLF001 - Django's public Meta API
