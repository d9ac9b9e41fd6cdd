"""The form that takes a badge: as a file or as pasted text, with documents of its issuer where they are needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.exchange.upload_sizes import BADGE

MOST_DOCUMENTS = 6


class SeveralFiles(forms.FileField):
    """Some files, or none."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files that were sent."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_DOCUMENTS:
            raise forms.ValidationError(_("Give at most %(n)s documents.") % {"n": MOST_DOCUMENTS})
        return [super(SeveralFiles, self).clean(each, initial) for each in given]


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class BadgeForm(forms.Form):
    """A badge, and what its issuer publishes."""

    file = forms.FileField(
        label=gettext_lazy("The file: JSON, PNG, SVG or PDF"), required=False,
        widget=forms.ClearableFileInput(attrs={"class": "usa-file-input"}),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Or its text"), required=False, max_length=400_000, strip=True,
        widget=forms.Textarea(attrs={"class": "usa-textarea", "rows": 5, "spellcheck": "false"}),
    )  # fmt: skip
    documents_given = SeveralFiles(
        label=gettext_lazy("What its issuer publishes, if you were asked for it: did.json, status lists"),
        required=False, widget=_Several(attrs={"class": "usa-file-input", "multiple": True}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a form with nothing in it, and files that are larger than any badge."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("file") and not data.get("text"):
            self.add_error("file", _("Give a file or paste the text."))
        for each in (data.get("file"), *data.get("documents_given", [])):
            if each and (each.size or 0) > BADGE:
                self.add_error(None, _("A file is larger than any badge."))
        return data

    @property
    def content(self) -> bytes | str:
        """The badge as it was given; the file where both were."""
        found = self.cleaned_data.get("file")
        return found.read() if found else str(self.cleaned_data["text"])

    @property
    def documents(self) -> list[bytes]:
        """The issuer's documents as they were given."""
        return [each.read() for each in self.cleaned_data.get("documents_given", [])]
