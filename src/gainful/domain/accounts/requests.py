"""The request as every screen and API call receives it: the site has already bound who acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gainful.domain.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits at a browser that opens a signed link: accounts by agency, now and in the days before."""

    name: str = ""
    """Whoever is signed in now; empty for nobody."""
    record: UUID | None = None
    """The record of a participant who is signed in."""
    agencies: Mapping[UUID, str] = field(default_factory=dict)
    """Where they work, each with the name to be shown."""
    before: Mapping[UUID, str] = field(default_factory=dict)
    """Members of agencies who were signed in here within a week."""


class ActorRequest(HttpRequest):
    """A request with what the site's middleware sets before any view runs.

    Only the type is declared here, below the screens, the API and the site that share it: nothing reads HTTP.
    """

    actor: Actor
    htmx: HtmxDetails
    needs_second_step: bool
    """Whether the role asks for a second factor that this session has not given."""
    sitting: Sitting
    """Who is signed in at a browser that opens a signed link; read before the link's holder acts."""
    section: str
    """The navigation entry that a page marks as its own, where its address does not tell."""
