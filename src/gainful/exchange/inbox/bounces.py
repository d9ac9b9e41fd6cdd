"""Which of our letters could not be delivered, from the report that a mail server sends back (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address that a letter did not reach."""

    address: str
    permanent: bool
    """Whether the server has given up for good (status 5.x.x); otherwise it was delayed or a box is full."""
    status: str
    said: str
    letter: str
    """The identifier of our letter without angle brackets; empty where the report does not quote it."""


def read_bounce(raw: bytes) -> list[Bounce]:
    """Return the addresses that a delivery report names as failed or delayed; empty for any other mail."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    if mail.get_content_type() != "multipart/report":
        return []
    letter = _letter(mail)
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    groups = [group for report in reports for group in _groups(report)]
    return [bounce for group in groups if (bounce := _bounce(group, letter))]


def _groups(report: Message) -> list[Message]:
    payload = report.get_payload()
    return [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []


def _bounce(group: Message, letter: str) -> Bounce | None:
    action = str(group.get("Action", "")).strip().lower()
    recipient = str(group.get("Original-Recipient") or group.get("Final-Recipient") or "")
    if action not in {"failed", "delayed"} or not recipient:
        return None
    status = str(group.get("Status", "")).strip()
    return Bounce(
        address=parseaddr(recipient.rpartition(";")[2].strip())[1].lower(),
        permanent=action == "failed" and not status.startswith("4"),
        status=status,
        said=" ".join(str(group.get("Diagnostic-Code", "")).rpartition(";")[2].split()),
        letter=letter,
    )


def _letter(mail: Message) -> str:
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            text = str(inner.get("Message-ID", "")) if isinstance(inner, Message) else ""
        elif part.get_content_type() == "text/rfc822-headers":
            text = str(part.get_payload())
        else:
            continue
        if found := re.search(r"(?:^Message-ID:\s*)?<([^<>\s]+)>", text, re.IGNORECASE | re.MULTILINE):
            return found.group(1)
    return ""
