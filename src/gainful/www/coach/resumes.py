"""Help with a résumé: brought in with the person's agreement, gone through together, noted in both histories."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.access import may_check_resume
from gainful.domain.participants.actions import record_read
from gainful.www.access import for_roles
from gainful.www.components.people import get_person
from gainful.www.components.resumes import HelpForm, check_context, confirmed, lines_of, taken_in


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Bring in a résumé for a person who agreed to it."""
    person = get_person(person_id)
    form = HelpForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (document := taken_in(request, person, form)):
        return redirect("coach:resume_check", person.pk, document.pk)
    record_read(request.actor, person, what=_("Opened to bring in a résumé"))
    context = {"form": form, "person": person}
    return render(request, "coach/resume.html", context, status=422 if form.errors else 200)


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActorRequest, person_id: UUID, document_id: UUID) -> HttpResponse:
    """Show what was read; with a person who has no account of their own, say together what is right."""
    person = get_person(person_id)
    document = person.documents.filter(pk=document_id).first()
    if document is None:
        raise Http404
    lines = lines_of(document)
    together = "together" in request.POST
    waits = request.method == "POST" and document.confirmed_at is None
    if waits and confirmed(request, document, lines, together=together):
        return redirect("coach:person", person.pk)
    record_read(request.actor, person, what=_("Résumé opened by a coach"))
    may_say = document.confirmed_at is None and may_check_resume(request.actor, person)
    context = {**check_context(document, lines), "person": person, "may_say": may_say}
    return render(request, "coach/resume_check.html", context)
