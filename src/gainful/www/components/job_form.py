"""The short form of a job and the posting beside it, for whoever enters one: the agency, or the employer."""

from __future__ import annotations

from typing import Any

from django import forms

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.models import WageUnit
from gainful.exchange.job_postings import PostingDocument, read_posting


class StatedJobForm(forms.ModelForm):
    """What is stated about a job; everything but a posting or a title is optional."""

    SELECTS = frozenset({"wage_unit"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = self.fields["openings"].required = False
        self.fields["wage_unit"].choices = [("", "-"), *WageUnit.choices]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "usa-select" if name in self.SELECTS else "usa-input"


def posting_given(request: ActorRequest, text: str) -> tuple[PostingDocument | None, str]:
    """Return the posting from the dropped file, else from the pasted text, and the file's name; UnreadableFile."""
    upload = request.FILES.get("file")
    if upload is not None:
        return read_posting(upload.read(), upload.name or "posting"), upload.name or ""
    return (read_posting(text.encode(), "posting.txt") if text.strip() else None), ""
