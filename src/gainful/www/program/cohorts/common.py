"""What every cohort page needs: the cohort, its limit of seats, its counts, and one way to try a step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts import queries
from gainful.domain.cohorts.access import may_cohort
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.seats import seat_counts, seat_limit
from gainful.domain.cohorts.states import COHORT_RULES


def find_cohort(request: ActorRequest, cohort_id: UUID) -> Cohort:
    """Return a cohort of the actor's agency, or 404."""
    found = queries.our_cohort(request.actor, cohort_id)
    if found is None:
        raise Http404
    return found


def find_application(request: ActorRequest, application_id: UUID) -> Application:
    """Return an application to the actor's agency, or 404."""
    found = queries.application(application_id)
    if found is None or found.organization_id != request.actor.organization_id:
        raise Http404
    return found


def frame(request: ActorRequest, cohort: Cohort) -> dict[str, Any]:
    """Return what stands on top of every page of a cohort."""
    return {
        "cohort": cohort,
        "limit": seat_limit(cohort),
        "counts": seat_counts([cohort.pk])[cohort.pk],
        "may": {verb: may_cohort(request.actor, verb, cohort) for verb in COHORT_RULES},
        "is_manager": request.actor.role in MANAGERS,
    }
