"""Training that I can apply for, my applications and seats, and the searches that I saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.models import Application, SavedSearch
from gainful.domain.cohorts.searches import end_search, save_search
from gainful.domain.cohorts.seats import seat_limit
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.participants.models import Participant
from gainful.www.access import for_roles
from gainful.www.components.applicant_form import ApplicantForm, known_of
from gainful.www.components.applying import answers_given, form_key, rule_fields
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.my_application import application_context, take_step
from gainful.www.components.paging import page_of
from gainful.www.components.seat_override import mark_limits
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show my applications and seats first, then what is open."""
    person = my_record(request)
    filters = {key: request.GET.get(key, "").strip()[:100] for key in ("q", "place")}
    page = page_of(request, queries.public_cohorts(filters))
    applications, seats = list(queries.my_applications(person)[:50]), list(queries.my_enrolments(person)[:20])
    mark_limits([*page.rows, *(row.cohort for row in applications), *(row.cohort for row in seats)])
    context = {
        "person": person,
        "page": page,
        "filters": filters,
        "applications": applications,
        "seats": seats,
        "searches": queries.my_searches(person),
    }
    return render(request, "participant/cohorts.html", context)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show a cohort and take my application."""
    person, found = my_record(request), queries.public_cohort(cohort_id)
    if found is None:
        raise Http404
    known = known_of(person)
    form = ApplicantForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.apply_signed_in(request.actor, found, person, _told(request, found, form))
        except JobOrderError as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, f"{error.message} {error.hint}".strip())
        else:
            return redirect("participant:application", made.pk)
    context = {
        "cohort": found,
        "limit": seat_limit(found),
        "form": form,
        "rules": rule_fields(found, request.POST),
        "follow": request.POST.get("follow", ""),
        "track_given": request.POST.get("track", ""),
        "key": request.POST.get("key") or uuid4(),
        "apply_url": request.path,
        "is_open": found.status == "open" and found.apply_until >= timezone.localdate(),
    }
    return render(request, "participant/cohort.html", context, status=422 if form.errors else 200)


def _told(request: ActorRequest, found: Any, form: ApplicantForm) -> actions.Form:
    given = request.POST
    track = next((row for row in found.tracks.all() if str(row.pk) == given.get("track")), None)
    return actions.Form(
        **form.cleaned_data, track=track, answers=answers_given(found, given), follow=given.get("follow", ""),
        key=form_key(given.get("key", "")), language=request.actor.signed_in_user.language,
    )  # fmt: skip


def _mine(person: Participant, application_id: UUID) -> Application:
    found = queries.application(application_id)
    if found is None or found.participant_id != person.pk:
        raise Http404
    return found


@for_roles("participant")
@require_safe
def application(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Show one of my applications."""
    row = _mine(my_record(request), application_id)
    context = application_context(request.actor, row, request.path)
    return render(request, "participant/application.html", context)


@for_roles("participant")
@require_POST
def step(request: ActorRequest, application_id: UUID, verb: str) -> HttpResponse:
    """Take a step with one of my applications."""
    row = _mine(my_record(request), application_id)
    take_step(request, request.actor, row, verb)
    return redirect("participant:application", row.pk)


@for_roles("participant")
@require_POST
def search(request: ActorRequest) -> HttpResponse:
    """Save a search, or end one."""
    person, given = my_record(request), request.POST
    if ended := given.get("end"):
        row = SavedSearch.objects.filter(
            participant=person, pk__in=[ended] if _is_uuid(ended) else []
        ).first()
        if row is None:
            raise Http404
        attempt(request, lambda: end_search(row), _("Ended."))
    else:
        attempt(
            request,
            lambda: save_search(
                request.actor, person, words=given.get("words", ""), place=given.get("place", "")
            ),
            _("Saved. We write to you when training opens that fits."),
        )
    return redirect("participant:cohorts")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
