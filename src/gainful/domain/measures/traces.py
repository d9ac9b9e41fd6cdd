"""What measures keep of a person without pointing at them: figures that were looked at and have not left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from gainful.domain.measures.models import ReleasePreview
from gainful.domain.participants.models import Consent, Participant


def counted_in(person: Participant) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield every preview of an agency that may have counted the person: it would leave as it was looked at.

    Consents go with the person, so nobody could tell afterwards that one of them has ended.
    """
    agencies = {
        person.registered_by_id,
        *Consent.objects.filter(participant=person).values_list("organization", flat=True),
    }
    found = ReleasePreview.objects.filter(organization__in=agencies)
    yield ReleasePreview, set(found.values_list("pk", flat=True))
