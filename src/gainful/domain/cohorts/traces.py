"""What cohorts keep of a person without pointing at them: applications and searches under their address, links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.cohorts.links import CERTIFICATE
from gainful.domain.cohorts.models import Application, Certificate, SavedSearch
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.models import Participant
from gainful.domain.participants.own_addresses import own_addresses


def written_by(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield applications that were never joined to a record, and searches, under an address that is theirs alone."""
    theirs = own_addresses(person).without_shared(person).rows("email")
    found = Application.objects.filter(theirs, participant=None)
    yield Application, set(found.values_list("pk", flat=True))
    yield SavedSearch, set(SavedSearch.objects.filter(theirs).values_list("pk", flat=True))


def shown_by(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield the links that show the person's certificates."""
    shown = Certificate.objects.filter(participant=person, share_link__isnull=False)
    about = [str(each) for each in shown.values_list("pk", flat=True)]
    links = SignedLink.objects.filter(scope=CERTIFICATE.code, about_id__in=about)
    yield SignedLink, set(links.values_list("pk", flat=True))
