"""What did our council decide, and what became of it? Members, meetings, decisions, and the curricula they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula.actions import open_change
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.models import Curriculum
from gainful.domain.curricula.queries import curricula_of_decision
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import CouncilDecision, CouncilMeeting, CouncilMember, Partnership
from gainful.domain.organizations.partnerships import actions, queries
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.program.partnerships import forms
from gainful.www.program.partnerships.views import STAFF, find_partnership


def _context(request: ActorRequest, found: Partnership, **shown: Any) -> dict[str, Any]:
    page = page_of(request, queries.decisions_of(found))
    changes = curricula_of_decision([row.pk for row in page.rows])
    for row in page.rows:
        row.led_to = changes.get(row.pk, [])
    open_ones = sum(not row.led_to for row in page.rows)
    return {
        "partnership": found,
        "sentence": ngettext(
            "%(n)s decision has led to no change of a curriculum yet.",
            "%(n)s decisions have led to no change of a curriculum yet.",
            open_ones,
        ) % {"n": open_ones}
        if open_ones
        else _("Every decision here has led to a change of a curriculum.")
        if page.rows
        else _("The council has decided nothing yet."),
        "seats": [seat for seat in found.council.all() if seat.left_on is None],
        "page": page,
        "meetings": queries.meetings_of(found)[:30],
        "curricula": Curriculum.objects.filter(agency=found.agency_id).order_by("title", "id")[:200],
        "seat_form": forms.SeatForm(partnership=found, prefix="seat"),
        "meeting_form": forms.MeetingForm(partnership=found, prefix="meeting"),
        **shown,
    }  # fmt: skip


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, partnership_id: UUID) -> HttpResponse:
    """Show the council: decisions first, then meetings and members."""
    found = find_partnership(request, partnership_id)
    return render(request, "program/council.html", _context(request, found))


STEPS: dict[str, tuple[type[forms.Form], Callable[..., object]]] = {
    "seat": (forms.SeatForm, actions.seat_member),
    "meeting": (forms.MeetingForm, actions.plan_meeting),
}


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, partnership_id: UUID, verb: str) -> HttpResponse:
    """Give a seat, or plan a meeting."""
    found = find_partnership(request, partnership_id)
    if verb not in STEPS:
        raise Http404
    kind, act = STEPS[verb]
    form = kind(request.POST, partnership=found, prefix=verb)
    if form.is_valid():
        try:
            act(request.actor, found, **form.cleaned_data)
        except PartnershipError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("program:council", found.pk)
    return render(
        request, "program/council.html", _context(request, found, **{f"{verb}_form": form}), status=422
    )


@for_roles(*STAFF)
@require_POST
def end_seat(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """End a seat."""
    found = CouncilMember.objects.select_related("partnership").filter(
        pk=member_id, partnership__agency=request.actor.organization
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    actions.end_seat(request.actor, found)
    messages.success(request, _("%s no longer sits on the council.") % found.name)
    return redirect("program:council", found.partnership_id)


def _meeting(request: ActorRequest, meeting_id: UUID) -> CouncilMeeting:
    loaded = CouncilMeeting.objects.select_related("partnership__agency").prefetch_related(
        "agenda", "present", "decisions__item", "decisions__replaced_by"
    )
    found = loaded.filter(pk=meeting_id, partnership__agency=request.actor.organization).first()
    if found is None:
        raise Http404
    return found


def _meeting_context(found: CouncilMeeting, **shown: Any) -> dict[str, Any]:
    there = [str(seat.pk) for seat in found.present.all()]
    changes = curricula_of_decision([row.pk for row in found.decisions.all()])
    return {
        "meeting": found,
        "partnership": found.partnership,
        "is_over": found.starts_at <= timezone.now(),
        "decisions": [(row, changes.get(row.pk, [])) for row in found.decisions.all()],
        "minutes_form": forms.MinutesForm(
            initial={"minutes": found.minutes, "seen": found.minutes, "present": there},
            partnership=found.partnership,
        ),
        "decision_form": forms.DecisionForm(partnership=found.partnership),
        "agenda_text": (now := queries.agenda_text(found)),
        "agenda_seen": now,
        **shown,
    }


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Show one meeting; write its minutes, its agenda, a decision, or call it off."""
    found = _meeting(request, meeting_id)
    if request.method != "POST":
        return render(request, "program/meeting.html", _meeting_context(found))
    verb, actor, shown = request.POST.get("verb", ""), request.actor, dict[str, Any]()
    try:
        if verb == "call_off":
            actions.call_off(actor, found)
        elif verb == "agenda":
            shown["agenda_text"] = request.POST.get("agenda", "")[:20_000]
            actions.change_agenda(
                actor, found, shown["agenda_text"].splitlines(), seen=request.POST.get("seen")
            )
        elif verb in {"hold", "decide"}:
            kind = forms.MinutesForm if verb == "hold" else forms.DecisionForm
            form = kind(request.POST, partnership=found.partnership)
            shown["minutes_form" if verb == "hold" else "decision_form"] = form
            if not form.is_valid():
                return render(request, "program/meeting.html", _meeting_context(found, **shown), status=422)
            act: Callable[..., object] = actions.hold_meeting if verb == "hold" else actions.record_decision
            act(actor, found, **form.cleaned_data)
        else:
            raise Http404
    except PartnershipError as error:
        if verb == "hold":
            now = CouncilMeeting.objects.get(pk=found.pk).minutes
            if error.field == "minutes" and now != shown["minutes_form"].cleaned_data["seen"]:
                shown["theirs"] = now
                data = request.POST.copy()
                data["seen"] = now
                shown["minutes_form"] = forms.MinutesForm(data, partnership=found.partnership)
        shown["error"] = error
        return render(request, "program/meeting.html", _meeting_context(found, **shown), status=422)
    messages.success(request, _("Saved."))
    return redirect("program:meeting", found.pk)


@for_roles(*STAFF)
@require_POST
def change_curriculum(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """Open a change of a curriculum because of a decision."""
    decision = CouncilDecision.objects.select_related("meeting__partnership").filter(
        pk=decision_id, meeting__partnership__agency=request.actor.organization
    ).first()  # fmt: skip
    if decision is None:
        raise Http404
    chosen = request.POST.get("curriculum", "")
    rows = Curriculum.objects.filter(agency=request.actor.organization).order_by("pk")
    found = [row for row in rows if str(row.pk) == chosen]
    if not found:
        messages.error(request, _("Choose the curriculum that the decision changes."))
        return redirect("program:council", decision.meeting.partnership_id)
    try:
        version = open_change(request.actor, decision, found[0])
    except CurriculumError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return redirect("program:council", decision.meeting.partnership_id)
    messages.success(
        request, _("Version %(n)s is open as a draft because of this decision.") % {"n": version.number}
    )
    return redirect("program:curriculum", version.curriculum_id)
