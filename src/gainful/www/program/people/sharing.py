"""Several agencies, one record: ask to see somebody, and open a record in an emergency."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import sharing_queries as queries
from gainful.domain.participants.actions import ask_access, break_glass, review_emergency, withdraw_access
from gainful.domain.participants.states import AccessState, EmergencyState
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import saved
from gainful.www.components.person_page import person_page
from gainful.www.components.sharing_forms import AskForm, EmergencyForm, ReviewForm
from gainful.www.components.tables import csv_response

STAFF = ("program_manager", "coach")
MOST = 10_000


def _section(request: ActorRequest) -> None:
    request.section = "program:people" if request.actor.role == "program_manager" else "coach:home"


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: ActorRequest) -> HttpResponse:
    """Ask somebody to let the agency see parts of their record; list what was asked."""
    _section(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, ask_access, request.actor, **form.cleaned_data)
    ):
        said = _("Asked. If somebody has this address, they are told now. You see their answer here.")
        messages.success(request, said)
        return redirect("program:access")
    state = request.GET.get("state", "")
    rows = queries.access_requests(request.actor, state=state if state in AccessState.values else "")
    waiting = queries.access_requests(request.actor, state=AccessState.ASKED).count()
    words = ngettext("%(n)s request waits for an answer.", "%(n)s requests wait for an answer.", waiting)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "state": state,
        "states": [("", _("All")), *AccessState.choices],
        "columns": [_("Address"), _("What for"), _("Asked to see"), _("Until"), _("Answer")],
        "sentence": words % {"n": waiting} if waiting else _("No request waits for an answer."),
    }
    return render(request, "program/access.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_safe
def access_csv(request: ActorRequest) -> HttpResponse:
    """Return what the agency asked as a file."""
    rows = queries.access_requests(request.actor)[:MOST]
    return csv_response(
        "requests-to-see", [_("Address"), _("What for"), _("Asked to see"), _("Until"), _("Asked"), _("Answer")],
        ([row.email, row.purpose, ", ".join(row.scope_labels), row.until, row.asked_at.date(), row.get_state_display()]
         for row in rows),
    )  # fmt: skip


@for_roles(*STAFF)
@require_POST
def access_withdraw(request: ActorRequest, asked_id: UUID) -> HttpResponse:
    """Take a request back."""
    asked = queries.access_request(asked_id)
    if asked is None:
        raise Http404
    try:
        withdraw_access(request.actor, asked)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back."))
    return redirect("program:access")


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def emergencies(request: ActorRequest) -> HttpResponse:
    """Open a record in an emergency; list the looks and what their reviews found."""
    _section(request)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = break_glass(request.actor, form.cleaned_data["named"], form.cleaned_data["reason"])
        except ValidationError as error:
            for name, found in error.message_dict.items():
                form.add_error(name if name in form.fields else None, found)
        else:
            said = _("Open until tomorrow at this time. The person is told, with your reason.")
            messages.warning(request, said)
            return redirect(person_page(request.actor, row.participant_id))
    rows = queries.emergencies(request.actor)
    waiting = rows.filter(state=EmergencyState.OPEN).count()
    words = ngettext("%(n)s look waits for review.", "%(n)s looks wait for review.", waiting)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "sentence": words % {"n": waiting} if waiting else _("No look waits for review."),
        "columns": [_("When"), _("Who"), _("Why"), _("Review")],
        "me": request.actor.signed_in_user.pk,
    }
    return render(request, "program/emergencies.html", context, status=422 if form.errors else 200)


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def emergency_review(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Say whether the reason of an emergency look holds."""
    _section(request)
    row = queries.emergency(row_id)
    if row is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if saved(
            form,
            review_emergency,
            request.actor,
            row,
            justified=given["verdict"] == "yes",
            note=given["note"],
        ):
            messages.success(request, _("Reviewed. The person reads what you found."))
            return redirect("program:emergencies")
    return render(
        request,
        "program/emergency_review.html",
        {"row": row, "form": form},
        status=422 if form.errors else 200,
    )
