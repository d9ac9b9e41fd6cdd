"""PDF to text in a child process with bounded time, memory and pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from gainful.exchange.documents.errors import UnreadableFile

_WORKER = Path(__file__).with_name("pdf_worker.py")
_SECONDS = 20
_PASTE = "Copy the words and paste them, or save the document as Word (.docx) or plain text."
_ERRORS = {
    "encrypted": (
        "This PDF is protected with a password.",
        "Save a copy without a password, or copy the words and paste them.",
    ),
    "pages": (
        "This PDF has more than 40 pages.",
        "Save only the pages that you need, or copy the words and paste them.",
    ),
    "scanned": (
        "This PDF is a picture of a page (a scan): it holds no text that can be read.",
        "Run text recognition (OCR) on it, or type or paste the words.",
    ),
    "size": ("This PDF unpacks to far more than a document of its kind holds, so it was not opened.", _PASTE),
    "time": ("This PDF took too long to read, so reading was stopped.", _PASTE),
    "broken": ("This PDF is damaged and could not be read.", _PASTE),
}
_HYPHENATED = re.compile(r"([A-Za-z]+)[-\u00ad\u2010]\n([A-Za-z]+)")
_INNER_HYPHEN = re.compile(r"(?<=[A-Za-z\d])\u00ad(?=[A-Za-z\d])")
"""A soft hyphen inside a line is one that the reader sees: some writers of PDFs mark every hyphen so."""
_WRAPPED = re.compile(r"(?<=[a-z,])\n(?=[a-z(])")


def pdf_text(data: bytes) -> str:
    """Text of a PDF with wrapped lines joined; UnreadableFile for scans, passwords, damage and bombs."""
    return _WRAPPED.sub(" ", _HYPHENATED.sub(_rejoined, _INNER_HYPHEN.sub("-", _asked(data))))


def pdf_attachment(data: bytes, name: str) -> str:
    """Text of a file that a PDF carries under a name; UnreadableFile where it carries none, and for bombs."""
    return _asked(data, name)


def _asked(data: bytes, *words: str) -> str:
    """Return what the child process answers."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER), *words],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(*_ERRORS["time"]) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadableFile(*_ERRORS["time" if done.returncode < 0 else "broken"]) from None
    if "error" in answer:
        raise UnreadableFile(*_ERRORS.get(answer["error"], _ERRORS["broken"]))
    return str(answer["text"])


def _rejoined(match: re.Match[str]) -> str:
    """A word broken at the end of a line: one word if that is known, else with its own hyphen ("problem-solving").

    Known are the words of skills and postings; of two unknown ones a capital after the break keeps its hyphen.
    """
    from gainful.engine.text.word_vectors import skill_words

    first, second = match.groups()
    known = skill_words().vocabulary
    if (first + second).lower() in known and second[0].islower():
        return first + second
    whole = first.lower() in known and second.lower() in known
    return f"{first}-{second}" if whole or second[0].isupper() else first + second
