"""What kind of file the bytes are: judged by content first, by name second."""

from __future__ import annotations

from enum import StrEnum

from gainful.exchange.documents.errors import UnreadableFile

_SAVE_AS = "Save it as PDF, Word (.docx) or plain text, or copy the words and paste them."


class Kind(StrEnum):
    """The kinds of document that can be read."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    JSON = "json"


_REFUSED_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .ppt)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"Rar!", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_REFUSED_NAMES = {
    ".doc": "an old Word file (.doc)",
    ".docm": "a Word file with macros (.docm)",
    ".dotm": "a Word template with macros (.dotm)",
    ".pages": "an Apple Pages file",
    ".xlsx": "a spreadsheet",
    ".xls": "a spreadsheet",
    ".pptx": "a slide show",
}


def kind_of(data: bytes, filename: str) -> Kind:
    """The kind of a file; UnreadableFile with what to do for kinds that are not read."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = "." + filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    _refuse(data, head, suffix)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return Kind.ODT if suffix == ".odt" or b"opendocument.text" in data[:200] else Kind.DOCX
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    return _text_kind(head, suffix)


def _refuse(data: bytes, head: bytes, suffix: str) -> None:
    what = _REFUSED_NAMES.get(suffix) or next(
        (name for mark, name in _REFUSED_SIGNATURES if data.startswith(mark)), None
    )
    if suffix == ".docx" and data.startswith(_REFUSED_SIGNATURES[0][0]):
        raise UnreadableFile(
            "This Word file is protected with a password, or is an old .doc file with a new name.",
            f"Open it in Word and save it without a password. {_SAVE_AS}",
        )
    if what and not (suffix in _REFUSED_NAMES and head.startswith(b"{\\rtf")):
        extra = "If it is a scan, run text recognition first. " if what == "a picture" else ""
        raise UnreadableFile(f"This is {what}, which Gainful does not open.", extra + _SAVE_AS)


def _text_kind(head: bytes, suffix: str) -> Kind:
    if suffix == ".pdf" or suffix in {".docx", ".odt"}:
        raise UnreadableFile(
            f"The name ends in {suffix}, but the file is not one: it may be damaged.", _SAVE_AS
        )
    lowered = head.lower().replace(b"\0", b"")
    if suffix in {".html", ".htm", ".xhtml"} or lowered.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body")
    ):
        return Kind.HTML
    if suffix in {".json", ".jsonld"} or (lowered.startswith((b"{", b"[")) and b'"@' in lowered):
        return Kind.JSON
    if any(tag in lowered for tag in (b"<div", b"<p>", b"<ul>", b"<script", b"<h1")):
        return Kind.HTML
    return Kind.TEXT
