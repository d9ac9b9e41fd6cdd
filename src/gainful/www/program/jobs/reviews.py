"""Who asks a human to look at a list? What is due first on top, one question with its parts, and the answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.domain.plans import queries
from gainful.domain.plans.actions import decide_review
from gainful.domain.plans.actions.review_list import LONGEST
from gainful.domain.plans.models import ListReview
from gainful.domain.plans.reviews import Outcome
from gainful.domain.plans.standing import standing_in
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.list_words import reason_words
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response
from gainful.www.program.jobs.common import STAFF

STATES = (("open", gettext_lazy("Waiting")), ("all", gettext_lazy("All")))


class DecideForm(forms.Form):
    """What a human found."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        choices=[("", "-"), *((value, label) for value, label in Outcome.choices if value)],
    )
    explanation = forms.CharField(
        label=gettext_lazy("Why, in plain words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The person reads this. Name no other person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


def _state(request: ActorRequest) -> str:
    return "all" if request.GET.get("state") == "all" else "open"


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List what people ask about lists, what is due first on top."""
    page = page_of(request, queries.reviews_for(request.actor, state=_state(request)))
    waiting = queries.reviews_for(request.actor).order_by().count()
    today = timezone.localdate()
    for row in page.rows:
        row.late = row.is_late(today)
    record_reads(
        request.actor, [row.participant_id for row in page.rows], what=_("Their question about a list seen")
    )
    context = {
        "page": page,
        "sentence": ngettext(
            "%(n)s person asks a human to look at a list.", "%(n)s people ask a human to look at a list.", waiting
        ) % {"n": waiting} if waiting else _("Nobody waits for a human to look at a list."),
        "states": STATES,
        "state": _state(request),
        "columns": [_("Person"), _("Job"), _("Asked"), _("Answer by"), _("Answer")],
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "program/reviews_home.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV, people by ID."""
    rows = list(queries.reviews_for(request.actor, state=_state(request)))
    record_reads(
        request.actor, [row.participant_id for row in rows], what=_("Questions about lists exported")
    )
    header = ("person_id", "job", "asked", "due", "outcome", "answered", "answered_by", "explanation")
    cells = (
        (
            row.participant.code, row.job_title, row.asked_at.isoformat(timespec="minutes"), row.due_on, row.outcome,
            row.decided_at and row.decided_at.isoformat(timespec="minutes"), row.decided_by_name, row.explanation,
        )
        for row in rows
    )  # fmt: skip
    return csv_response("list-reviews", header, cells)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """Show what the list said then and says now, and take the answer."""
    review = queries.reviews_for(request.actor, state="all").filter(pk=review_id).first()
    if review is None:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        done = attempt(
            request,
            lambda: decide_review(request.actor, review, found["outcome"], found["explanation"]),
            _("Answered. The person is told."),
        )
        if done:
            return redirect("program:reviews")
    record_reads(request.actor, [review.participant_id], what=_("Their question about a list opened"))
    context = {**_context(request, review), "form": form}
    return render(request, "program/review.html", context, status=422 if form.errors else 200)


def _context(request: ActorRequest, review: ListReview) -> dict[str, Any]:
    order, person = review.job_order, str(review.participant_id)
    version = queries.version_to_plan(order)
    now = place = length = None
    if version is not None:
        ranking = queries.rank_people(request.actor, order, version)
        length, place = len(ranking), ranking.place_of(person)
        if len(ranking.only([person])):
            now = standing_in(ranking, person)
    return {
        "review": review,
        "then": review.standing,
        "then_reasons": reason_words(review.standing.get("reasons", ())),
        "now": now,
        "now_reasons": reason_words(now.reasons) if now else [],
        "place": None if place is None else place + 1,
        "length": length,
        "late": review.is_late(timezone.localdate()),
    }
