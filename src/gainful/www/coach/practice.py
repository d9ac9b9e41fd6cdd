"""Practice employment and internships: who practices where, agreements, hours, reviews."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.support import practice_queries as queries
from gainful.domain.support.actions.practice import (
    change_practice,
    draft_practice,
    give_practice_link,
    send_practice,
    withdraw_practice,
)
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import PracticeAgreement
from gainful.domain.support.practice_terms import sides_of, terms_of
from gainful.domain.support.states.practice import PracticeSide, PracticeState
from gainful.www.access import for_roles
from gainful.www.components.insiders import remember_insider, sitting_at
from gainful.www.components.paging import page_of
from gainful.www.components.people import get_person
from gainful.www.components.practice import FORMS, LETTERS, PracticeForm, practice_context, take_practice_step
from gainful.www.components.support_plan import saved
from gainful.www.components.tables import csv_response

STAFF = ("coach", "program_manager")
MOST = 10_000


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the agreements, those that begin last first."""
    state = request.GET.get("state", "")
    filters = {
        "state": state if state in PracticeState.values else "",
        "search": request.GET.get("q", "")[:100],
    }
    page = page_of(request, queries.agreements(request.actor, **filters))
    record_reads(
        request.actor, {row.participant_id for row in page.rows}, what=_("Seen in the list of practice work")
    )
    running = queries.agreements(request.actor, state=PracticeState.IN_FORCE).count()
    words = ngettext("%(n)s person practices now.", "%(n)s people practice now.", running)
    context = {
        "page": page,
        "filters": filters,
        "states": [("", _("All")), *PracticeState.choices],
        "sentence": words % {"n": running} if running else _("Nobody practices now."),
        "columns": [_("Person"), _("Work and host"), _("From, to"), _("Hours confirmed"), _("State")],
    }
    return render(request, "support/practice_home.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The agreements as CSV."""
    rows = list(queries.agreements(request.actor)[:MOST])
    record_reads(request.actor, {row.participant_id for row in rows}, what=_("Practice work exported"))
    header = [_("Person"), _("Kind"), _("Work"), _("Host"), _("First day"), _("Last day"), _("Hours a week"),
              _("Hours confirmed"), _("State"), _("What came of it")]  # fmt: skip
    return csv_response(
        "practice", header,
        ([row.person_name, row.get_kind_display(), row.work, row.host_name, row.starts_on, row.ends_on,
          row.hours_per_week, getattr(row, "confirmed", 0), row.get_state_display(), row.get_outcome_display()]
         for row in rows),
    )  # fmt: skip


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Write an agreement for a person."""
    person = get_person(person_id)
    record_read(request.actor, person, what=_("Practice agreement written"))
    form = PracticeForm(request.POST or None, initial={"person_name": person.name})
    made: list[PracticeAgreement] = []
    if request.method == "POST" and saved(
        form, lambda: made.append(draft_practice(request.actor, person, form.terms()))
    ):
        notices.success(request, _("Written. Read it once more, then send it to be signed."))
        return redirect("coach:practice", made[0].pk)
    request.section = "coach:practices"
    return render(
        request,
        "support/practice_form.html",
        {"form": form, "person": person},
        status=422 if form.errors else 200,
    )


def _row(request: ActorRequest, row_id: UUID) -> PracticeAgreement:
    row = queries.agreement(row_id)
    if row is None or row.organization_id != request.actor.organization_id:
        raise Http404
    request.section = "coach:practices"
    return row


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Change an agreement that is not sent yet."""
    row = _row(request, row_id)
    record_read(request.actor, row.participant, what=_("Practice agreement opened to change it"))
    form = PracticeForm(
        request.POST or None, initial={**terms_of(row), **{name: getattr(row, name) for name in LETTERS}}
    )
    if request.method == "POST" and saved(form, lambda: change_practice(request.actor, row, form.terms())):
        notices.success(request, _("Saved."))
        return redirect("coach:practice", row.pk)
    context = {"form": form, "person": row.participant, "row": row}
    return render(request, "support/practice_form.html", context, status=422 if form.errors else 200)


def link_sides(row: PracticeAgreement) -> list[PracticeSide]:
    """Return the sides for which a link can be handed over now."""
    if row.state in {PracticeState.DRAFT, PracticeState.WITHDRAWN}:
        return []
    return [side for side in sides_of(row) if side != PracticeSide.PROVIDER]


def _page(
    request: ActorRequest, row: PracticeAgreement, bound: dict[str, Any] | None = None, given_link: str = ""
) -> HttpResponse:
    record_read(request.actor, row.participant, what=_("Practice agreement opened"))
    context = practice_context(request.actor, row, PracticeSide.PROVIDER, bound)
    context["step_base"] = reverse("coach:practice", args=[row.pk])
    context["link_sides"] = link_sides(row) if request.actor.role == "program_manager" else []
    context["given_link"] = given_link
    return render(request, "support/practice.html", context, status=422 if bound else 200)


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Show one agreement, and what may be done next."""
    return _page(request, _row(request, row_id))


@for_roles("program_manager")
@require_POST
def link(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Show, once, a link for a side that gets no e-mail."""
    row, side = _row(request, row_id), request.POST.get("side", "")
    if side not in PracticeSide.values:
        raise Http404
    try:
        token = give_practice_link(request.actor, row, PracticeSide(side))
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return redirect("coach:practice", row.pk)
    response = _page(request, row, given_link=request.build_absolute_uri(reverse("guest:link", args=[token])))
    request.sitting = sitting_at(request)
    remember_insider(request, response, row.organization_id)
    return response


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, row_id: UUID, verb: str) -> HttpResponse:
    """Send, sign, take back, log, confirm or end."""
    row = _row(request, row_id)
    whole = {"send": send_practice, "withdraw": withdraw_practice}
    if verb in whole:
        try:
            whole[verb](request.actor, row)
        except SupportError as error:
            notices.error(request, f"{error.message} {error.hint}".strip())
        else:
            said = _("Sent: each side gets a letter.") if verb == "send" else _("Taken back.")
            notices.success(request, said)
    elif verb in FORMS or verb == "confirm":
        bound = take_practice_step(request, request.actor, row, verb, side=PracticeSide.PROVIDER)
        if bound:
            return _page(request, _row(request, row_id), bound)
    else:
        raise Http404
    return redirect("coach:practice", row.pk)
