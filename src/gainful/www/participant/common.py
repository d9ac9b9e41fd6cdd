"""The signed-in person's own record."""

from __future__ import annotations

from django.http import Http404

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.models import Participant


def my_record(request: ActorRequest) -> Participant:
    """Return the record of who is signed in, or 404 where there is none."""
    person = queries.my_record(request.actor)
    if person is None:
        raise Http404
    return person
