"""My résumé: sent or pasted, read with the places in the text, and nothing counts before I say so."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.www.access import for_roles
from gainful.www.components.resumes import ResumeForm, check_context, confirmed, lines_of, taken_in
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: ActorRequest) -> HttpResponse:
    """Take a résumé in and read it."""
    person = my_record(request)
    form = ResumeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (document := taken_in(request, person, form)):
        return redirect("participant:resume_check", document.pk)
    return render(request, "participant/resume.html", {"form": form}, status=422 if form.errors else 200)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Say line by line what is right; only those lines are saved."""
    document = my_record(request).documents.filter(pk=document_id).first()
    if document is None:
        raise Http404
    lines = lines_of(document)
    if request.method == "POST" and document.confirmed_at is None and confirmed(request, document, lines):
        return redirect("participant:profile")
    return render(request, "participant/resume_check.html", check_context(document, lines))
