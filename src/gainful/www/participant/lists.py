"""How do lists treat me? Each job I am compared with, from which data, why, and a person who looks when I ask."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.participants import queries as people
from gainful.domain.participants.models import Participant
from gainful.domain.plans import queries
from gainful.domain.plans.actions import ask_review
from gainful.domain.plans.actions.review_list import LONGEST
from gainful.domain.plans.standing import JobList, list_of, lists_of, my_standing
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import refuse
from gainful.www.components.list_words import NOT_USED, USED, group_words, reason_words, state_words
from gainful.www.components.person_forms import styled
from gainful.www.participant.common import my_record

LOOKS_SHOWN = 10


class AskForm(forms.Form):
    """What a person wants a human to look at."""

    words = forms.CharField(
        label=gettext_lazy("What should they look at?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("You can leave this empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the jobs that I am compared with, and what I asked about them."""
    person = my_record(request)
    asked = queries.reviews_by(person)
    rows = [(found, state_words(found), asked.pop(found.order_id, None)) for found in lists_of(person)]
    context = {"rows": rows, "earlier": list(asked.values()), "used": USED, "not_used": NOT_USED}
    return render(request, "participant/lists.html", context)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show how one list treats me, with the parts of every figure, and take my question about it."""
    person = my_record(request)
    found = list_of(person, order_id)
    if found is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            review = ask_review(request.actor, person, found, form.cleaned_data["words"])
        except JobOrderError as error:
            refuse(request, error)
        else:
            said = _("Sent. A person answers by %s, and you read the answer here.")
            messages.success(request, said % date_format(review.due_on, "DATE_FORMAT"))
        return redirect("participant:list", order_id)
    context = {**_context(request, person, found), "form": form}
    return render(request, "participant/list.html", context, status=422 if form.errors else 200)


def _context(request: ActorRequest, person: Participant, found: JobList) -> dict[str, Any]:
    standing = my_standing(request.actor, person, found)
    looks = people.reads_of(person).filter(organization=found.agency_id)[:LOOKS_SHOWN]
    return {
        "found": found,
        "state": state_words(found),
        "standing": standing,
        "group": group_words(standing),
        "reasons": reason_words(standing.reasons),
        "review": queries.reviews_by(person).get(found.order_id),
        "used": USED,
        "not_used": NOT_USED,
        "looks": looks,
        "person": person,
    }
