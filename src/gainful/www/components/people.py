"""The person that an address names."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from gainful.domain.participants import queries
from gainful.domain.participants.models import Participant


def get_person(person_id: UUID) -> Participant:
    """Return the person, or 404 where the database shows nothing of them."""
    found = queries.person(person_id)
    if found is None:
        raise Http404
    return found
