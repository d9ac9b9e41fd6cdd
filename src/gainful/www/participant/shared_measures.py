"""My income, credit and housing: I tell it once, and whoever I let sees it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.measure_queries import latest_of, measures_of
from gainful.www.access import for_roles
from gainful.www.components.measures import MeasuresForm, context
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show what stands there, and enter a new value."""
    request.section = "participant:privacy"
    person = my_record(request)
    form = MeasuresForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            done = form.save(request.actor, person)
            if form.errors:
                transaction.set_rollback(True)
        if not form.errors:
            if done:
                messages.success(request, _("Saved."))
            return redirect("participant:shared_measures")
    rows = measures_of(person)
    return render(
        request,
        "participant/measures.html",
        context(rows, latest_of(rows), form),
        status=422 if form.errors else 200,
    )
