"""My résumé: sent or pasted, read with the places in the text, and nothing counts before I say so."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from gainful.domain.participants.actions import add_document, confirm_resume_lines
from gainful.domain.participants.models import Document
from gainful.engine.profiles.model import Domain, Span
from gainful.engine.profiles.resume import ResumeJob, resume_profile
from gainful.exchange.resumes import UnreadableFile, read_resume
from gainful.www.access import for_roles
from gainful.www.components.person_forms import styled
from gainful.www.participant.common import my_record

MOST_BYTES = 5 * 2**20
MOST_SKILLS = 40


class ResumeForm(forms.Form):
    """A file, or the text itself."""

    file = forms.FileField(label=gettext_lazy("Your résumé (PDF, Word or text)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or paste it, or just write what work you did and when"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if not file and not (cleaned.get("text") or "").strip():
            raise forms.ValidationError(_("Choose a file or write something."))
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Save it smaller, or paste the text.")
            )
        return cleaned


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Take a résumé in and read it."""
    person = my_record(request)
    form = ResumeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read() if file else form.cleaned_data["text"].encode()
        name = file.name if file else "resume.txt"
        try:
            text = read_resume(data, name).text
        except UnreadableFile as error:
            form.add_error("file" if file else "text", f"{error.message} {error.hint}")
        else:
            findings = {"lines": findings_of(text, timezone.localdate())}
            document = add_document(request.actor, person, filename=name, text=text, findings=findings)  # type: ignore[attr-defined]
            return redirect("participant:resume_check", document.pk)
    return render(request, "participant/resume.html", {"form": form}, status=422 if form.errors else 200)


def findings_of(text: str, today: date) -> list[dict[str, Any]]:
    """Return what was read, line by line: kind, words, code, dates and the place in the text."""
    read = resume_profile(text, today)
    jobs = [_job(job) for job in read.jobs]
    credentials = [
        {"kind": "credential", "competency_id": held.competency_id, "name": held.name, **_place(held.span)}
        for held in read.credentials
    ]
    titles = [job.title for job in read.jobs]
    skills = [
        {
            "kind": "competency",
            "competency_id": line.competency_id,
            "name": line.name,
            "domain": str(line.domain.value),
            **_place(span),
        }
        for line in read.profile.lines
        if line.domain != Domain.CREDENTIAL
        if (span := next((e.span for e in line.evidence[:1]), None)) is not None
        and not any(title.start <= span.start < title.end for title in titles)
    ]
    return [*jobs, *credentials, *skills[:MOST_SKILLS]]


def _place(span: Span) -> dict[str, int]:
    return {"span_start": span.start, "span_end": span.end}


def _job(job: ResumeJob) -> dict[str, Any]:
    return {
        "kind": "job",
        "title": job.title.text[:200],
        "name": job.title.text[:200],
        "code": job.occupation.code if job.occupation else "",
        "occupation": job.occupation.title if job.occupation else "",
        "employer": job.employer.text[:200] if job.employer else "",
        "start": job.dates.start.isoformat() if job.dates else "",
        "end": job.dates.end.isoformat() if job.dates and job.dates.end else "",
        **_place(job.span),
    }


def marked(text: str, lines: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the text in pieces with the number of the line that was read there, 0 where none; no overlaps."""
    spans = sorted(
        ((line["span_start"], line["span_end"], number) for number, line in enumerate(lines, 1)),
        key=lambda span: (span[0], span[1]),
    )
    pieces, at = [], 0
    for start, end, number in spans:
        if start < at or end > len(text):
            continue
        pieces += [(text[at:start], 0), (text[start:end], number)]
        at = end
    return [piece for piece in [*pieces, (text[at:], 0)] if piece[0]]


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Say line by line what is right; only those lines are saved."""
    person = my_record(request)
    document = person.documents.filter(pk=document_id).first()
    if document is None:
        raise Http404
    lines = document.findings.get("lines")
    if lines is None:
        lines = findings_of(document.text, timezone.localdate())
    if request.method == "POST" and document.confirmed_at is None:
        reply = _confirm(request, document, lines)
        if reply is not None:
            return reply
    context = {
        "document": document,
        "lines": list(enumerate(lines, 1)),
        "pieces": marked(document.text, lines),
        "jobs": sum(line["kind"] == "job" for line in lines),
    }
    return render(request, "participant/resume_check.html", context)


def _confirm(request: HttpRequest, document: Document, lines: list[dict[str, Any]]) -> HttpResponse | None:
    try:
        chosen = [
            _said(request, number, line)
            for number, line in enumerate(lines, 1)
            if f"keep-{number}" in request.POST
        ]
        saved = confirm_resume_lines(request.actor, document, [line for line in chosen if line])  # type: ignore[attr-defined]
    except (ValidationError, ValueError) as error:
        said = " ".join(getattr(error, "messages", [_("A date could not be read. Write it as 2020-01-31.")]))
        messages.error(request, said + " " + _("Nothing was saved."))
        return None
    messages.success(
        request,
        ngettext("%(n)s line is now in your profile.", "%(n)s lines are now in your profile.", saved)
        % {"n": saved},
    )
    return redirect("participant:profile")


def _said(request: HttpRequest, number: int, line: dict[str, Any]) -> dict[str, Any]:
    if line["kind"] != "job":
        return line

    def day(name: str) -> date | None:
        value = request.POST.get(f"{name}-{number}", "").strip()
        return date.fromisoformat(value) if value else None

    title = request.POST.get(f"title-{number}", line["title"]).strip()[:200]
    code = line["code"] if request.POST.get(f"is-{number}", "yes") == "yes" else ""
    return {**line, "title": title, "code": code, "start": day("start"), "end": day("end")}
