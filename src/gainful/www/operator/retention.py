"""What is left behind, how long it is kept, how much it takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.operations import journal
from gainful.domain.operations.retention import standing
from gainful.domain.organizations.models import Role
from gainful.www.access import for_roles


@for_roles(Role.OPERATOR)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the rules with what there is now, and when the worker last applied them."""
    last = journal.newest(Path(settings.DATA_FOLDER), "night")
    rows = standing(datetime.now(UTC))
    return render(request, "operator/retention.html", {"rows": rows, "last": last})
