"""The people a coach may help: who needs what, and a record reduced to that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.reach import reach_of, reaches
from gainful.domain.participants import queries
from gainful.domain.participants.access import may_check_resume
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.participants.models import BarrierKind, Participant
from gainful.www.access import for_roles
from gainful.www.components.invitations import can_be_invited, invite_person
from gainful.www.components.mentors import WishForm
from gainful.www.components.message_forms import NoteForm
from gainful.www.components.paging import count_words, page_of
from gainful.www.components.people import get_person
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000
MOST_FIRST = gettext_lazy("Those with most needs come first.")
TOO_LONG = gettext_lazy(
    "That is too many to sort by their needs: search, or choose a need. Everybody below needs help."
)


def filters_of(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the list, from the address."""
    return {key: request.GET.get(key, "").strip()[:100] for key in ("q", "support")}


@for_roles("coach")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the people whose record the coach's organization may see, most support needs first."""
    actor, filters = request.actor, filters_of(request)
    count, n = count_words(queries.people(actor, filters))
    sentence = ngettext(
        "%(n)s person lets you see their record.", "%(n)s people let you see their record.", count
    ) % {"n": n}
    is_long = n.endswith("+")
    found = queries.with_open_needs(actor, filters) if is_long else queries.coached(actor, filters)
    page = page_of(request, found)
    record_reads(actor, [person.pk for person in page.rows], what=_("Seen in a coach's list"))
    reach = reaches(page.rows)
    for person in page.rows:
        person.last_job, person.reach = queries.last_job(person), reach[person.pk]
    context = {
        "page": page,
        "sentence": f"{sentence} {TOO_LONG if is_long else MOST_FIRST}",
        "filters": filters,
        "narrowed": any(filters.values()),
        "supports": [("", _("Any or none")), *BarrierKind.choices],
        "columns": [_("Person"), _("Needs help with"), _("Last job"), _("Contact")],
        "query": request.GET.urlencode(),
    }
    return render(request, "coach/home.html", context)


@for_roles("coach")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV, most support needs first; noted in each person's read log."""
    actor = request.actor
    people = list(queries.coached(actor, filters_of(request))[:MOST_EXPORTED])
    record_reads(actor, [person.pk for person in people], what=_("Coach's list exported"))
    header = ("person_id", "name", "needs_help_with", "situation", "last_job", "phone", "email", "zip")
    reach = reaches(people)
    rows = (
        (
            person.code,
            person.name,
            "; ".join(str(barrier) for barrier in person.open_barriers),  # type: ignore[attr-defined]
            person.get_scenario_display(),
            queries.last_job(person),
            reach[person.pk].phone,
            reach[person.pk].email,
            "" if reach[person.pk].is_discreet else person.postal_code,
        )
        for person in people
    )
    return csv_response("people-to-help", header, rows)


def person_context(request: ActorRequest, found: Participant) -> dict[str, Any]:
    """Return what the page of one person shows, and note that it was opened."""
    record_read(request.actor, found, what=_("Record opened by a coach"))
    return {
        "person": found,
        "reach": reach_of(found),
        "wish_form": WishForm(auto_id="wish_%s"),
        "consents": [consent for consent in queries.consents_of(found) if consent.is_active],
        "note_form": NoteForm(),
        "has_account": not may_check_resume(request.actor, found),
        "can_be_invited": can_be_invited(request, found),
        "invite_to": reverse("coach:person_invite", args=[found.pk]),
    }


@for_roles("coach")
@never_cache
@require_POST
def invite(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Invite a person to a place of their own, and show the link this once."""
    return invite_person(request, person_id, "coach:person")


@for_roles("coach")
@require_safe
def person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show how to reach a person, what they need and what they have done; the person sees that it was opened."""
    return render(request, "coach/person.html", person_context(request, get_person(person_id)))
