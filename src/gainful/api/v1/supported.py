"""The person whose support is read or written through the API."""

from __future__ import annotations

from uuid import UUID

from gainful.api.v1.common import Refused, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.participants import queries as people
from gainful.domain.participants.actions import record_read
from gainful.domain.participants.models import Participant


def supported_person(request: ActorRequest, person_id: UUID) -> Participant:
    """Return the person whose support is asked for and note that staff looked; 404 where the record is not shared."""
    actor = actor_of(request)
    found = people.person(person_id)
    if found is None:
        raise Refused(404, "There is no such person, or their record is not shared with you.")
    if actor.role in STAFF:
        record_read(actor, found, what="Support read through the API")
    return found
