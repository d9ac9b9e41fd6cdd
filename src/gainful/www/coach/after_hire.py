"""After the hire: the coach's talks with person and employer, and an employer's concern that becomes a shared plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_read
from gainful.domain.placements.models import Placement
from gainful.domain.placements.queries import placement as find_placement
from gainful.domain.support import after_hire_queries as queries
from gainful.domain.support.actions.checkins import (
    Talk,
    check_in,
    come_back,
    plan_for_concern,
    settle_concern,
)
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Concern
from gainful.www.access import for_roles
from gainful.www.components import support_plan as page
from gainful.www.components.needs_forms import SharedPlanForm, TalkForm
from gainful.www.components.people import get_person


def _placement(placement_id: UUID) -> Placement:
    found = find_placement(placement_id)
    if found is None:
        raise Http404
    return found


def _concern(concern_id: UUID) -> Concern:
    found = queries.concern(concern_id)
    if found is None:
        raise Http404
    return found


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    """Write down a talk after the hire."""
    row = _placement(placement_id)
    record_read(request.actor, row.participant, what=_("Talk after the hire opened"))
    due = queries.next_talk(row)
    form = TalkForm(request.POST or None, initial=due)
    back = page.back_to("coach", row.participant)

    def step() -> object:
        given = form.cleaned_data
        fields = {name: given[name] for name in ("moment", "side", "kind", "text", "minutes")}
        return check_in(request.actor, row, Talk(**fields))

    if request.method == "POST" and page.saved(form, step):
        notices.success(request, _("Written down."))
        return redirect(back)
    context = {"form": form, "title": _("How is it going for %s?") % row.participant, "back": back}
    return render(request, "parts/support_form.html", context, status=422 if form.errors else 200)


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Make a shared plan of a concern."""
    row = _concern(concern_id)
    record_read(request.actor, row.participant, what=_("Employer's concern opened"))
    form = SharedPlanForm(request.POST or None)
    back = page.back_to("coach", row.participant)

    def step() -> object:
        return plan_for_concern(request.actor, row, words=form.cleaned_data["words"], actions=form.actions())

    if request.method == "POST" and page.saved(form, step):
        notices.success(request, _("The plan is shared with the person and the employer."))
        return redirect(back)
    context = {"form": form, "concern": row, "back": back}
    return render(request, "coach/concern.html", context, status=422 if form.errors else 200)


@for_roles("coach")
@require_POST
def settle(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Say that a concern is settled."""
    row = _concern(concern_id)
    try:
        settle_concern(request.actor, row)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, _("Settled."))
    return redirect(page.back_to("coach", row.participant))


@for_roles("coach")
@require_POST
def again(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Take somebody up again after a job, in one step."""
    person = get_person(person_id)
    try:
        row = come_back(request.actor, person)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return redirect(page.back_to("coach", person))
    return redirect("coach:needs_go_on", row.pk)
