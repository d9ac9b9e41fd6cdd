"""What is planned and spent for me."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.www.access import for_roles
from gainful.www.components.person_ledger import person_ledger, person_ledger_csv
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show my hours and costs."""
    request.section = "participant:plan"
    person = my_record(request)
    return person_ledger(
        request, person, back=reverse("participant:plan"), export=reverse("participant:ledger_export")
    )


@for_roles("participant")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The rows as CSV."""
    return person_ledger_csv(my_record(request))
