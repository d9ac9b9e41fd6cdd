"""One cohort: what stands behind its seats, its parts, its state and the steps that are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Cohort
from gainful.domain.cohorts.release import employers_of, internal_employers, releases_of
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.job_orders.states import OpeningStatus
from gainful.domain.measures.said_queries import improvements_of_program
from gainful.domain.organizations.models import Organization
from gainful.domain.programs import queries as programs
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.loop import loop_stripe
from gainful.www.program.cohorts.common import find_cohort, frame
from gainful.www.program.cohorts.form_errors import put_error
from gainful.www.program.cohorts.forms import (
    PART_FORMS,
    CohortForm,
    CurriculumForm,
    LowerFloorForm,
    OverrideForm,
    ReleaseForm,
    shapes,
)
from gainful.www.program.cohorts.stale import put_together, seen_of

ADD: dict[str, Callable[..., Any]] = {
    "track": actions.add_track, "rule": actions.add_rule, "floor": actions.add_floor,
    "instructor": actions.add_instructor, "fund": actions.add_fund,
}  # fmt: skip
MOVES: dict[str, tuple[Callable[[Actor, Cohort], object], Any]] = {
    "open": (actions.open_cohort, gettext_lazy("It is open for applications.")),
    "close_applications": (actions.close_applications, gettext_lazy("Applications are closed.")),
    "open_again": (actions.open_again, gettext_lazy("It takes applications again.")),
    "start": (actions.start_cohort, gettext_lazy("Training has begun.")),
    "complete": (
        actions.complete_cohort,
        gettext_lazy("The cohort is completed; its openings are free again."),
    ),
    "publish_again": (actions.publish_again, gettext_lazy("What is published is up to date.")),
    "offer": (actions.offer_seats, gettext_lazy("Seats are offered, or the waiting list is longer.")),
    "offer_free": (actions.offer_free_seats, gettext_lazy("Free seats are offered to the next on the list.")),
    "ask_follow": (actions.ask_all_to_follow, gettext_lazy("Everybody is asked.")),
}
NOBODY = {
    "offer": gettext_lazy("Nobody is eligible who waits for a seat: nothing changed."),
    "offer_free": gettext_lazy("No seat is free, or nobody waits for one: nothing changed."),
    "ask_follow": gettext_lazy("Everybody was asked already: nobody is asked again."),
}
"""What a step says that reached nobody."""


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show one cohort."""
    cohort = find_cohort(request, cohort_id)
    return render(request, "program/cohort.html", _context(request, cohort))


def _context(request: ActorRequest, cohort: Cohort, **shown: forms.Form) -> dict[str, Any]:
    rows = list(cohort.opening_rows.filter(released_at=None).select_related(
        "opening__commitment", "opening__job_order__employer"
    ))  # fmt: skip
    users = queries.possible_instructors(request.actor)
    parts = {
        kind: shown.get(kind) or shapes(cohort, kind, made(prefix=kind), users)
        for kind, made in PART_FORMS.items()
    }
    versions = CurriculumVersion.objects.filter(
        curriculum__agency=request.actor.organization, status="in_use"
    ).select_related("curriculum")
    curriculum = CurriculumForm(initial={"version": cohort.curriculum_id}, prefix="curriculum")
    curriculum.fields["version"].queryset = versions  # type: ignore[attr-defined]
    curriculum.fields["version"].label_from_instance = (  # type: ignore[attr-defined]
        lambda row: f"{row.curriculum.title}, {row}"
    )
    framed, internal = frame(request, cohort), employers_of(rows)
    may = framed["may"]
    seats = may["give_seats"]
    moves = [
        ("open", _("Open it for applications"), may["open"]),
        ("close_applications", _("Close applications"), may["close_applications"]),
        ("offer", _("Offer seats to everybody eligible"), seats and cohort.status == "selecting"),
        ("offer_free", _("Offer free seats to the next on the list"), seats),
        ("start", _("Begin training"), may["start"]),
        ("complete", _("Training has ended"), may["complete"]),
        ("open_again", _("Take applications again"), may["open_again"]),
        (
            "publish_again",
            _("Bring the public page up to date"),
            may["change_dates"] and cohort.opened_at is not None,
        ),
    ]
    return {
        **framed,
        "moves": [(verb, words) for verb, words, is_open in moves if is_open],
        "stripe": loop_stripe("cohort", {}),
        "improvements": improvements_of_program(
            cohort.program, cohort.curriculum.curriculum_id if cohort.curriculum else None
        ),
        "openings": rows,
        "lost": [row for row in rows if row.opening.current_status != OpeningStatus.COMMITTED],
        "usable": queries.usable_openings(request.actor) if request.actor.role in MANAGERS else [],
        "forms": parts,
        "override_form": shown.get("override")
        or OverrideForm(initial={"seats": cohort.seats}, prefix="override"),
        "curriculum_form": curriculum,
        "releases": list(releases_of(cohort)) if internal else [],
        "release_form": shown.get("release") or _release_form(internal),
        "is_internal": bool(internal),
        "tracks": cohort.tracks.select_related("job_order"),
        "rules": cohort.rules.select_related("job_order"),
        "floors": cohort.floors.select_related("rule", "track"),
        "instructors": cohort.instructors.all(),
        "funds": cohort.fund_rows.select_related("fund"),
    }


def _release_form(employers: dict[UUID, Organization], sent: Any = None) -> ReleaseForm:
    form = ReleaseForm(sent, prefix="release")
    form.fields["employer"].choices = [(str(key), str(each)) for key, each in employers.items()]  # type: ignore[attr-defined]
    return form


@for_roles(*MANAGERS)
@require_POST
def release(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Put the hours off before the employer whose people learn here, or take it back."""
    cohort = find_cohort(request, cohort_id)
    if taken_back := request.POST.get("withdraw"):
        row = releases_of(cohort).filter(pk=_uuid(taken_back)).first()
        if row is None:
            raise Http404
        attempt(request, lambda: actions.withdraw_release(request.actor, row), _("It is taken back."))
        return redirect("program:cohort", cohort.pk)
    employers = internal_employers(cohort)
    form = _release_form(employers, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with put_error(form):
            actions.propose_release(request.actor, cohort, employers[UUID(given.pop("employer"))], **given)
            messages.success(request, _("They are asked to sign."))
            return redirect("program:cohort", cohort.pk)
    return render(request, "program/cohort.html", _context(request, cohort, release=form), status=422)


@for_roles(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Change words, dates and seats."""
    cohort = find_cohort(request, cohort_id)
    known = {name: getattr(cohort, name) for name in CohortForm.base_fields}
    sent = request.POST if request.method == "POST" else None
    tracks = list(cohort.tracks.all())
    form = CohortForm(sent, initial=known, programs=programs.programs_of(request.actor), tracks=tracks)
    form.fields["program"].disabled = True
    now = {key: value for key, value in known.items() if key != "program"}
    now |= {f"track-{row.pk}": row.seats for row in tracks}
    if sent is not None and form.is_valid():
        put_together(form, now, sent.get("seen", ""))
    if sent is not None and form.is_valid():
        data = {key: form.cleaned_data[key] for key in known if key not in {"program", "seats"}}
        roles = form.track_seats()
        with put_error(form), transaction.atomic():
            actions.change_cohort(request.actor, cohort, **data)
            if form.cleaned_data["seats"] != known["seats"] or roles != {row.pk: row.seats for row in tracks}:
                actions.change_seats(request.actor, cohort, form.cleaned_data["seats"], roles)
            messages.success(request, _("Saved."))
            return redirect("program:cohort", cohort.pk)
    context = {"form": form, "cohort": cohort, "has_programs": True, "seen": seen_of(now)}
    return render(request, "program/cohort_form.html", context, status=422 if form.errors else 200)


@for_roles(*MANAGERS)
@require_POST
def add_part(request: ActorRequest, cohort_id: UUID, kind: str) -> HttpResponse:
    """Add a track, rule, floor, instructor or fund."""
    cohort = find_cohort(request, cohort_id)
    if kind not in PART_FORMS:
        raise Http404
    form = shapes(
        cohort, kind, PART_FORMS[kind](request.POST, prefix=kind),
        queries.possible_instructors(request.actor),
    )  # fmt: skip
    if form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if value not in {None, ""}}
        with put_error(form):
            ADD[kind](request.actor, cohort, **({"name": ""} if kind == "instructor" else {}) | given)
            messages.success(request, _("Added."))
            return redirect("program:cohort", cohort.pk)
    return render(request, "program/cohort.html", _context(request, cohort, **{kind: form}), status=422)


@for_roles(*MANAGERS)
@require_POST
def remove_part(request: ActorRequest, cohort_id: UUID, kind: str, part_id: UUID) -> HttpResponse:
    """Take a part away again."""
    cohort = find_cohort(request, cohort_id)
    attempt(request, lambda: actions.remove_part(request.actor, cohort, kind, part_id), _("Removed."))
    return redirect("program:cohort", cohort.pk)


@for_roles(*MANAGERS)
@require_POST
def lower_floor(request: ActorRequest, cohort_id: UUID, floor_id: UUID) -> HttpResponse:
    """Promise a segment fewer seats, with the reason that is published."""
    cohort = find_cohort(request, cohort_id)
    form = LowerFloorForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        attempt(
            request,
            lambda: actions.lower_floor(request.actor, cohort, floor_id, **given),
            _("The floor is lowered; it is published before the draw."),
        )
    else:
        messages.error(
            request, " ".join(f"{form.fields[name].label}: {row[0]}" for name, row in form.errors.items())
        )
    return redirect("program:cohort_draw", cohort.pk)


@for_roles(*MANAGERS)
@require_POST
def openings(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Put openings behind the cohort, or let one go."""
    cohort = find_cohort(request, cohort_id)
    if released := request.POST.get("release"):
        attempt(
            request,
            lambda: actions.release_opening(request.actor, cohort, _uuid(released)),
            _("It is free again."),
        )
    else:
        wanted = [_uuid(each) for each in request.POST.getlist("openings")]
        attempt(
            request, lambda: actions.add_openings(request.actor, cohort, wanted), _("They stand behind it.")
        )
    return redirect("program:cohort", cohort.pk)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@for_roles(*MANAGERS)
@require_POST
def override(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Allow more seats than openings by name."""
    cohort = find_cohort(request, cohort_id)
    form = OverrideForm(request.POST, prefix="override")
    if form.is_valid():
        with put_error(form):
            actions.override_seats(request.actor, cohort, **form.cleaned_data)
            messages.success(request, _("It is allowed; it shows wherever the cohort does."))
            return redirect("program:cohort", cohort.pk)
    return render(request, "program/cohort.html", _context(request, cohort, override=form), status=422)


@for_roles(*MANAGERS)
@require_POST
def curriculum(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Say which version of a curriculum is taught."""
    cohort = find_cohort(request, cohort_id)
    told = request.POST.get("curriculum-version", "")
    version = (
        CurriculumVersion.objects.select_related("curriculum").filter(pk=_uuid(told)).first()
        if told
        else None
    )
    if told and version is None:
        messages.error(request, _("There is no such curriculum. Reload the page."))
        return redirect("program:cohort", cohort.pk)
    attempt(request, lambda: actions.set_curriculum(request.actor, cohort, version), _("Saved."))
    return redirect("program:cohort", cohort.pk)


def _reached(result: object, step: str) -> None:
    """Refuse to call a step done that reached nobody."""
    if step in NOBODY and not result:
        raise CohortError(str(NOBODY[step]))


@for_roles(*MANAGERS)
@require_POST
def move(request: ActorRequest, cohort_id: UUID, step: str) -> HttpResponse:
    """Take a step with the cohort as a whole."""
    cohort = find_cohort(request, cohort_id)
    if step == "cancel":
        reason = request.POST.get("reason", "")
        attempt(
            request, lambda: actions.cancel_cohort(request.actor, cohort, reason=reason),
            _("It is cancelled; everybody who applied is told."),
        )  # fmt: skip
    elif step in MOVES:
        action, done = MOVES[step]
        attempt(request, lambda: _reached(action(request.actor, cohort), step), str(done))
    else:
        raise Http404
    return redirect("program:cohort", cohort.pk)
