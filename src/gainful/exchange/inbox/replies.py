"""What a person answered by e-mail: the new words, without the letter that they answer.

A kept library cuts what English and Spanish mail programs quote; the header line that Spanish programs write before a
quotation is cut here first, since the library does not (findings/spanish-reply-not-cut.sh). The whole text is kept
beside the answer, so that nothing a person wrote is lost when a cut is wrong.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from gainful.exchange.documents.html import html_text

_SPANISH_HEADER = re.compile(r"^[> ]*El\b[^\n]*\d[^\n]*(?:\n[^\n]*)?\bescribió:\s*$", re.MULTILINE)
_DEVICE_LINE = re.compile(r"^(?:Sent from my|Get Outlook for|Enviado desde mi) [^\n]{1,60}$", re.MULTILINE)
_AUTOMATIC = frozenset({"auto-replied", "auto-generated", "auto-notified"})
LANGUAGES = ("en", "es")
LONGEST_READ, LONGEST_LINE = 8_000, 400
"""How much of a mail is looked at for what is new, characters, and how long a line may be: the library's patterns take
time that grows with the square of both."""
LONGEST_S = 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer by e-mail."""

    from_address: str
    answers: str
    """The identifier of the letter that it answers, without angle brackets; empty where the mail names none."""
    text: str
    """The new words."""
    whole: str
    """All of the text, quotation included."""
    automatic: bool
    """Whether a machine wrote it (out of office): it answers nothing."""
    identifier: str = ""
    """Its own identifier without angle brackets: the same mail brought in twice is one answer."""


def read_reply(raw: bytes) -> Reply:
    """Read a mail as it came in (RFC 5322)."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    whole = _plain_text(mail)
    return Reply(
        from_address=parseaddr(str(mail.get("From", "")))[1].lower(),
        answers=_answered(mail),
        text=new_words(whole),
        whole=whole,
        identifier=str(mail.get("Message-ID", "")).strip().strip("<>")[:255],
        automatic=str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() in _AUTOMATIC,
    )


def new_words(text: str) -> str:
    """Return what a person wrote above, or below, the letter that they answer."""
    from mailparser_reply import EmailReplyParser

    body = _bounded(text)
    if header := _SPANISH_HEADER.search(body):
        body = body[: header.start()]
    try:
        with _at_most(LONGEST_S):
            answer: str = EmailReplyParser(languages=list(LANGUAGES)).parse_reply(body) or ""
    except TimeoutError:  # the whole text stands beside it
        answer = body
    lines = [line for line in _DEVICE_LINE.sub("", answer).splitlines() if not line.startswith(">")]
    return "\n".join(lines).strip()


def _bounded(text: str) -> str:
    """Return the beginning of a text with few empty lines and no endless ones."""
    body = re.sub(r"[ \t]{3,}", "  ", text.replace("\r\n", "\n")[: 4 * LONGEST_READ])
    body = re.sub(r"(?:[ \t]*\n){3,}", "\n\n", body)
    lines = (
        line[at : at + LONGEST_LINE]
        for line in body.split("\n")
        for at in range(0, len(line) or 1, LONGEST_LINE)
    )
    return "\n".join(lines)[:LONGEST_READ]


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after a time, in the main thread; others have no alarm and rely on the bounds."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _answered(mail: EmailMessage) -> str:
    named = str(mail.get("In-Reply-To", "")) or str(mail.get("References", ""))
    identifiers = re.findall(r"<([^<>\s]+)>", named)
    return identifiers[-1] if identifiers else ""


def _plain_text(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return html_text(text) if part.get_content_subtype() == "html" else text
