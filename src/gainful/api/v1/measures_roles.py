"""Who may ask for measures through the API."""

from __future__ import annotations

from gainful.api.v1.common import actor_in
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF

MOST = 500
"""Rows of a list."""


def staff(request: ActorRequest) -> Actor:
    """Return the actor, staff of an agency."""
    return actor_in(request, STAFF, "Staff of the agency read its exact figures.")


def boss(request: ActorRequest) -> Actor:
    """Return the actor, a manager of an agency."""
    return actor_in(request, MANAGERS, "Managers of the agency do this.")
