"""Where pages of classes stand: whose addresses they lead to, and which cohorts they may open."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import queries
from gainful.domain.cohorts.models import Cohort, Session
from gainful.domain.cohorts.session_access import may_session
from gainful.domain.cohorts.states import SESSION_RULES, TEACHERS

Frame = Callable[[ActorRequest, Cohort], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Space:
    """One audience: the namespace of its addresses, its roles, its way to a cohort, and what stands above a page."""

    name: str
    roles: Collection[str]
    find: Callable[[ActorRequest, UUID], Cohort]
    frame: Frame
    planners: Collection[str]

    def session(self, request: ActorRequest, session_id: UUID) -> Session:
        """Return a session of a cohort that this audience may open, or 404."""
        found = queries.session(session_id)
        if found is None:
            raise Http404
        self.find(request, found.cohort_id)
        return found

    def url(self, name: str, *args: object) -> str:
        """Return an address of this audience's."""
        return reverse(f"{self.name}:{name}", args=args)

    def context(
        self, request: ActorRequest, cohort: Cohort, session: Session | None = None
    ) -> dict[str, Any]:
        """Return what every page needs: the frame, the addresses, and which steps are open."""
        may = {verb: may_session(request.actor, verb, session) for verb in SESSION_RULES} if session else {}
        return {
            **self.frame(request, cohort),
            "cohort": cohort,
            "session": session,
            "space": self.name,
            "may_do": may,
            "plans": request.actor.role in self.planners,
            "teaches": request.actor.role in TEACHERS,
            "sessions_url": self.url("sessions", cohort.pk),
            "hours_url": self.url("hours", cohort.pk),
        }
