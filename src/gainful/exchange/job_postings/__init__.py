"""Job postings in: pasted text, HTML, PDF, Word, OpenDocument, RTF or schema.org JobPosting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gainful.exchange.documents import UnreadableFile, read_document
from gainful.exchange.documents.language import require_english
from gainful.exchange.documents.plain import checked

__all__ = ["PostingDocument", "UnreadableFile", "read_posting", "what_is_stated"]


@dataclass(frozen=True, slots=True)
class PostingDocument:
    """A posting as read: text, title and `fields` from mark-up (see StructuredPosting), notes for the person."""

    text: str
    title: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_posting(data: bytes, filename: str = "posting.txt") -> PostingDocument:
    """The posting in a file or pasted text (`text.encode()`); UnreadableFile(message, hint) for what fails."""
    from gainful.exchange.job_postings.structured import structured_posting

    document = read_document(data, filename, what="posting", markup_speaks=True)
    found = structured_posting(document)
    text = found.text if found and found.text else checked(document.text, what="posting")
    require_english(text, what="posting")
    if found is None:
        return PostingDocument(text)
    return PostingDocument(text, found.fields.get("title"), found.fields, found.notes)


def what_is_stated(
    document: PostingDocument | None, source: str, stated: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a job begins with: the posting's text, its file's name, its mark-up, and what a form states.

    What the form leaves empty is left out; the posting's title stands in where the form has none.
    """
    found = {name: value for name, value in stated.items() if value not in (None, "")}
    if document and document.title and not found.get("title"):
        found["title"] = document.title[:200]
    return {
        "text": document.text if document else "",
        "source_name": source,
        "markup": document.fields if document else None,
        **found,
    }
