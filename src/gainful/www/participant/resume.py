"""My résumé: sent or pasted, read with the places in the text, and nothing counts before I say so."""

from __future__ import annotations

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
from gainful.exchange.resumes import UnreadableFile, confirmed_line, findings_of, marked, read_resume
from gainful.www.access import for_roles
from gainful.www.components.person_forms import styled
from gainful.www.participant.common import my_record

MOST_BYTES = 5 * 2**20
SAID = ("title", "is", "start", "end")
"""What the person can change of a job that was read."""


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
            confirmed_line(line, {key: request.POST.get(f"{key}-{number}") for key in SAID})
            for number, line in enumerate(lines, 1)
            if f"keep-{number}" in request.POST
        ]
        saved = confirm_resume_lines(request.actor, document, chosen)  # type: ignore[attr-defined]
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
