"""Read one uploaded or pasted document, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass

from gainful.exchange.documents.errors import UnreadableFile
from gainful.exchange.documents.kinds import Kind, kind_of
from gainful.exchange.documents.plain import checked, decode
from gainful.exchange.upload_sizes import DOCUMENT, MB


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Clean text of a document; `markup` is the source of HTML and JSON. JSON has no text of its own."""

    kind: Kind
    text: str
    markup: str = ""


def read_document(data: bytes, filename: str, *, what: str, markup_speaks: bool = False) -> ReadDocument:
    """Text of a document called `what` in messages ("posting", "résumé"); UnreadableFile with a hint otherwise.

    `markup_speaks`: HTML without a visible word is handed on, for a page may say all in its mark-up.
    """
    if not data:
        raise UnreadableFile(
            f"The {what} is empty.", f"Paste the text of the {what}, or choose a file that has words in it."
        )
    if len(data) > DOCUMENT:
        raise UnreadableFile(
            f"The file is {len(data) / MB:.1f} MB; files up to {DOCUMENT // MB} MB are read.",
            f"Save only the {what}, without pictures, or copy the words and paste them.",
        )
    kind = kind_of(data, filename)
    if kind is Kind.JSON:
        return ReadDocument(kind, "", decode(data))
    text, markup = _extract(kind, data)
    if markup_speaks and kind is Kind.HTML and not text.strip():
        return ReadDocument(kind, "", markup)
    return ReadDocument(kind, checked(text, what=what), markup)


def _extract(kind: Kind, data: bytes) -> tuple[str, str]:
    if kind is Kind.PDF:
        from gainful.exchange.documents.pdf import pdf_text

        return pdf_text(data), ""
    if kind is Kind.DOCX:
        from gainful.exchange.documents.office import docx_text

        return docx_text(data), ""
    if kind is Kind.ODT:
        from gainful.exchange.documents.office import odt_text

        return odt_text(data), ""
    source = decode(data)
    if kind is Kind.HTML:
        from gainful.exchange.documents.html import html_text

        return html_text(source), source
    if kind is Kind.RTF:
        from gainful.exchange.documents.rtf import rtf_text

        return rtf_text(source), ""
    return source, ""
