"""Classes of the cohorts that an instructor teaches."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import queries
from gainful.domain.cohorts.models import Cohort
from gainful.www.components.classes.space import Space
from gainful.www.components.classes.urls import class_urls

ROLES = ("instructor",)


def find_cohort(request: ActorRequest, cohort_id: UUID) -> Cohort:
    """Return a cohort that the actor teaches, or 404."""
    found = queries.taught_cohorts(request.actor).filter(pk=cohort_id).first()
    if found is None:
        raise Http404
    return found


def _frame(_request: ActorRequest, _cohort: Cohort) -> dict[str, Any]:
    return {}


SPACE = Space("instructor", ROLES, find_cohort, _frame, ROLES)
urlpatterns = class_urls(SPACE)
