"""Job postings in: pasted text, HTML, PDF, Word, OpenDocument, RTF or schema.org JobPosting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gainful.exchange.documents import UnreadableFile, read_document
from gainful.exchange.documents.language import require_english
from gainful.exchange.documents.plain import checked

__all__ = ["PostingDocument", "UnreadableFile", "read_posting"]


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
