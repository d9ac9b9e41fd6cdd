"""Who may ask for measures through the API."""

from __future__ import annotations

from gainful.api.v1.common import Refused, actor_of
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures.access import MANAGERS, STAFF

MOST = 500
"""Rows of a list."""


def staff(request: ActorRequest) -> Actor:
    """Return the actor, staff of an agency."""
    actor = actor_of(request)
    if actor.role not in STAFF:
        raise Refused(403, "Your role does not allow this.", "Staff of the agency read its exact figures.")
    return actor


def boss(request: ActorRequest) -> Actor:
    """Return the actor, a manager of an agency."""
    actor = actor_of(request)
    if actor.role not in MANAGERS:
        raise Refused(403, "Your role does not allow this.", "Managers of the agency do this.")
    return actor
