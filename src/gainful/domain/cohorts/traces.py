"""What cohorts keep of a person without pointing at them: applications and searches under their address, links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.cohorts.models import Application, Certificate, SavedSearch
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.models import Participant


def written_by(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield applications that were never joined to a record, and searches, under an address that is theirs alone."""
    known = {
        address.lower() for address in (person.email, person.user.email if person.user else "") if address
    }
    others = Participant.objects.exclude(pk=person.pk)
    for address in {each for each in known if not others.filter(email__iexact=each).exists()}:
        found = Application.objects.filter(participant=None, email__iexact=address)
        yield Application, set(found.values_list("pk", flat=True))
        yield SavedSearch, set(SavedSearch.objects.filter(email__iexact=address).values_list("pk", flat=True))


def shown_by(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield the links that show the person's certificates."""
    links = Certificate.objects.filter(participant=person, share_link__isnull=False)
    yield SignedLink, set(links.values_list("share_link", flat=True))
