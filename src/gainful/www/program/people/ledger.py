"""Hours and costs of one person, for the program manager."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.www.access import for_roles
from gainful.www.components.person_ledger import staff_ledger, staff_ledger_csv


@for_roles("program_manager")
@require_safe
def show(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show what is planned and spent for one person."""
    return staff_ledger(request, person_id, "program")


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """The rows as CSV."""
    return staff_ledger_csv(request, person_id)
