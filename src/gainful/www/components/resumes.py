"""A résumé on a page: taken in, shown with its places in the text, and said line by line what is right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import add_document, confirm_resume_lines
from gainful.domain.participants.models import Document, Participant
from gainful.exchange.resumes import UnreadableFile, confirmed_line, findings_of, marked, read_resume
from gainful.exchange.upload_sizes import DOCUMENT, in_megabytes
from gainful.www.components.person_forms import ATTESTED, saved, styled

SAID = ("title", "is", "start", "end")
"""What can be changed of a job that was read."""


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
        if file and file.size > DOCUMENT:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Save it smaller, or paste the text.")
                % {"most": in_megabytes(DOCUMENT)}
            )
        return cleaned


class HelpForm(ResumeForm):
    """The same, brought in by staff: they say how the person agreed."""

    agreement = forms.ChoiceField(
        label=gettext_lazy("How did the person agree to it?"),
        choices=[("", gettext_lazy("Choose")), *ATTESTED],
    )
    field_order = ("agreement", "file", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("The résumé (PDF, Word or text)")
        self.fields["text"].label = _("Or paste it, or write what the person tells you")


def taken_in(request: ActorRequest, person: Participant, form: ResumeForm) -> Document | None:
    """Read and keep what a valid form holds; what fails is said on the form and nothing is kept."""
    file = form.cleaned_data["file"]
    data = file.read() if file else form.cleaned_data["text"].encode()
    name = file.name if file else "resume.txt"
    try:
        text = read_resume(data, name).text
    except UnreadableFile as error:
        form.add_error("file" if file else "text", f"{error.message} {error.hint}")
        return None
    kept: list[Document] = []

    def keep(**fields: Any) -> None:
        kept.append(add_document(request.actor, person, **fields))

    findings = {"lines": findings_of(text, timezone.localdate())}
    agreement = form.cleaned_data.get("agreement", "")
    saved(form, keep, filename=name, text=text, findings=findings, agreement=agreement)
    return kept[0] if kept else None


def lines_of(document: Document) -> list[dict[str, Any]]:
    """Return what was read in a résumé, read now where it was not before."""
    found: list[dict[str, Any]] | None = document.findings.get("lines")
    return findings_of(document.text, timezone.localdate()) if found is None else found


def check_context(document: Document, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the lines with their numbers and the text with their places marked."""
    return {
        "document": document,
        "lines": list(enumerate(lines, 1)),
        "pieces": marked(document.text, lines),
    }


def confirmed(
    request: ActorRequest, document: Document, lines: list[dict[str, Any]], *, together: bool = False
) -> bool:
    """Save the lines that were kept; what is wrong is said, nothing is saved and False comes back."""
    try:
        chosen = [
            confirmed_line(line, {key: request.POST.get(f"{key}-{number}") for key in SAID})
            for number, line in enumerate(lines, 1)
            if f"keep-{number}" in request.POST
        ]
        count = confirm_resume_lines(request.actor, document, chosen, together=together)
    except (ValidationError, ValueError) as error:
        said = " ".join(getattr(error, "messages", [_("A date could not be read. Write it as 2020-01-31.")]))
        messages.error(request, said + " " + _("Nothing was saved."))
        return False
    said = ngettext("%(n)s line is now in the profile.", "%(n)s lines are now in the profile.", count)
    messages.success(request, said % {"n": count})
    return True
