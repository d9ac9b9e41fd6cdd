"""Résumés in: the same readers and bounds as postings, nothing stored here."""

from __future__ import annotations

from dataclasses import dataclass

from gainful.exchange.documents import UnreadableFile, read_document
from gainful.exchange.documents.kinds import Kind
from gainful.exchange.documents.language import require_english
from gainful.exchange.resumes.lines import confirmed_line, findings_of, marked

__all__ = ["ResumeDocument", "UnreadableFile", "confirmed_line", "findings_of", "marked", "read_resume"]


@dataclass(frozen=True, slots=True)
class ResumeDocument:
    """A résumé as read: its text."""

    text: str


def read_resume(data: bytes, filename: str = "resume.txt") -> ResumeDocument:
    """The résumé in a file or pasted text (`text.encode()`); UnreadableFile(message, hint) for what fails."""
    document = read_document(data, filename, what="résumé")
    if document.kind is Kind.JSON:
        from gainful.exchange.documents.plain import checked
        from gainful.exchange.resumes.json_resume import json_resume_text

        return ResumeDocument(checked(json_resume_text(document.markup), what="résumé"))
    require_english(document.text, what="résumé")
    return ResumeDocument(document.text)
