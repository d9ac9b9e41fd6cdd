"""What a page of one introduction, or of one outcome, does for staff: shown, stepped, added to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_read
from gainful.domain.placements import queries
from gainful.domain.placements.models import Introduction, Placement
from gainful.www.components.introduction_forms import StepForm
from gainful.www.components.introduction_page import introduction_context
from gainful.www.components.placement_page import ChangeForm, placement_context


def get_introduction(request: ActorRequest, introduction_id: UUID) -> Introduction:
    """Return an introduction of the actor's agency, or 404."""
    found = queries.introduction(introduction_id)
    if found is None or found.organization_id != request.actor.organization_id:
        raise Http404
    return found


def get_placement(request: ActorRequest, placement_id: UUID) -> Placement:
    """Return an outcome of the actor's agency, or 404."""
    found = queries.placement(placement_id)
    if found is None or found.organization_id != request.actor.organization_id:
        raise Http404
    return found


def hire_of(introduction: Introduction) -> Placement | None:
    """Return the hire that the introduction came to, None without one."""
    return introduction.placements.filter(taken_back_at=None).first()


def staff_introduction(
    request: ActorRequest,
    introduction: Introduction,
    *,
    bound: StepForm | None = None,
    change: ChangeForm | None = None,
) -> dict[str, Any]:
    """Return what staff see of one introduction and of its hire, and note that they looked."""
    person = introduction.participant
    record_read(request.actor, person, what=_("Introduction opened"), reason=introduction.job_title[:200])
    hire = hire_of(introduction)
    placed = placement_context(request.actor, hire, person, change) if hire is not None else {}
    return {**introduction_context(request, introduction, bound=bound), **placed, "person": person}


def staff_placement(
    request: ActorRequest, row: Placement, change: ChangeForm | None = None
) -> dict[str, Any]:
    """Return what staff see of one outcome, and note that they looked."""
    record_read(request.actor, row.participant, what=_("Outcome opened"))
    return {**placement_context(request.actor, row, row.participant, change), "person": row.participant}
