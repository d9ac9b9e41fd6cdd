"""What do I need? Answered on a phone, one part of life a page, saved as I go."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import need_queries as queries
from gainful.domain.support.actions.needs import Begin, begin_assessment
from gainful.domain.support.errors import SupportError
from gainful.domain.support.helping import helpers
from gainful.domain.support.instruments import presets_of
from gainful.domain.support.states.needs import AssessmentState
from gainful.www.access import for_roles
from gainful.www.components import needs
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Begin, go on, or look at what I said before."""
    person = my_record(request)
    open_to = helpers(person)
    found = queries.assessments_of(person)
    finished = [row for row in found if row.state == AssessmentState.FINISHED]
    if request.method == "POST":
        chosen = next((each for each in open_to if str(each.pk) == request.POST.get("organization")), None)
        begin = Begin(
            queries.next_moment(person), request.POST.get("preset", "everybody"), language=get_language() or "en",
        )  # fmt: skip
        try:
            row = begin_assessment(request.actor, person, begin, organization=chosen)
        except SupportError as error:
            notices.error(request, f"{error.message} {error.hint}".strip())
            return redirect("participant:needs")
        return redirect("participant:needs_go_on", row.pk)
    context = {
        "person": person,
        "open": next((row for row in found if row.state == AssessmentState.OPEN), None),
        "finished": finished,
        "helpers": open_to,
        "presets": presets_of(open_to[0]) if open_to else [],
    }
    return render(request, "participant/needs.html", context)


@for_roles("participant")
@require_safe
def go_on(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Go to the first question that is open."""
    return needs.first_open(request, needs.find(assessment_id), "participant")


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: ActorRequest, assessment_id: UUID, topic_id: str) -> HttpResponse:
    """Answer one part."""
    request.section = "participant:support"
    return needs.topic_page(request, needs.find(assessment_id), topic_id, "participant")


@for_roles("participant")
@require_POST
def save(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Store an answer as it is given."""
    return needs.save_in_background(request, needs.find(assessment_id))


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def said(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Look at what I said, and finish."""
    request.section = "participant:support"
    return needs.said_page(request, needs.find(assessment_id), "participant")


@for_roles("participant")
@require_POST
def add(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Answer one part more."""
    return needs.add_topic(request, needs.find(assessment_id), "participant")
