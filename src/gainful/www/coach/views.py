"""The people a coach may help: who needs what, and a record reduced to that."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gainful.domain.participants import queries
from gainful.domain.participants.actions import record_read, record_reads
from gainful.www.access import for_roles
from gainful.www.components.paging import count_of, page_of


@for_roles("coach")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the people whose record the coach's organization may see, most support needs first."""
    search = request.GET.get("q", "").strip()[:100]
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.people(actor, {"q": search}) if search else queries.coached(actor)
    count, more = count_of(queries.people(actor, {"q": search}))
    n = f"{count:,}+" if more else f"{count:,}"
    sentence = ngettext(
        "%(n)s person lets you see their record.", "%(n)s people let you see their record.", count
    ) % {"n": n}
    page = page_of(request, rows)
    record_reads(actor, [person.pk for person in page.rows], what=_("Seen in a coach's list"))
    context = {"page": page, "sentence": sentence, "search": search}
    return render(request, "coach/home.html", context)


@for_roles("coach")
@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show how to reach a person, what they need and what they have done; the person sees that it was opened."""
    found = queries.person(person_id)
    if found is None:
        raise Http404
    record_read(request.actor, found, what=_("Record opened by a coach"))  # type: ignore[attr-defined]
    consents = [consent for consent in queries.consents_of(found) if consent.is_active]
    waiting = any(document.confirmed_at is None for document in found.documents.all())
    return render(request, "coach/person.html", {"person": found, "consents": consents, "waiting": waiting})
