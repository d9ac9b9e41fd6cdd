"""What messages keep of a person without pointing at them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.messages.models import BadAddress, ContactRules
from gainful.domain.participants.models import Participant


def addresses_of(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield the person's addresses that took no message, unless somebody else is reached there."""
    rules = ContactRules.objects.filter(participant=person).first()
    known = {person.email, person.phone, person.user.email if person.user else ""}
    known |= {rules.safe_email, rules.safe_phone} if rules else set()
    others = Participant.objects.exclude(pk=person.pk)
    alone = {
        address
        for address in known - {""}
        if not others.filter(email__iexact=address).exists() and not others.filter(phone=address).exists()
    }
    found = BadAddress.objects.filter(address__in=alone | {address.lower() for address in alone})
    yield BadAddress, set(found.values_list("pk", flat=True))
