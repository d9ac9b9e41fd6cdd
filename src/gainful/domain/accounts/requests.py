"""The request as every screen and API call receives it: the site has already bound who acts."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gainful.domain.accounts.actor import Actor


class ActorRequest(HttpRequest):
    """A request with what the site's middleware sets before any view runs.

    Only the type is declared here, below the screens, the API and the site that share it: nothing reads HTTP.
    """

    actor: Actor
    htmx: HtmxDetails
    needs_second_step: bool
    """Whether the role asks for a second factor that this session has not given."""
    section: str
    """The navigation entry that a page marks as its own, where its address does not tell."""
