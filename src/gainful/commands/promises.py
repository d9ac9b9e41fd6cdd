"""Commands about what is promised and asked: openings, requests, messages, and mail that comes in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gainful.commands.database import Rows, lister, with_database
from gainful.commands.terminal import say

MOST = 10_000
"""Rows that a list prints."""


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    for name, about, rows in (
        ("openings", "list openings with their state, pay and commitment, as CSV", _openings),
        ("submitted-jobs", "list the jobs that employers sent to their agency, as CSV", _submitted_jobs),
        ("requests", "list what is asked of whom, due when, as CSV", _requests),
        ("messages", "list the outbox without its texts, as CSV", _messages),
    ):
        listing = commands.add_parser(name, help=about)
        listing.add_argument("--state", default="", help="only rows in this state")
        listing.set_defaults(run=lister(rows))
    inbox = commands.add_parser("inbox", help="take in mail that came back: answers and reports of failure")
    inbox.add_argument(
        "files", nargs="*", type=Path, help="mails as they came; none: one mail from standard input"
    )
    inbox.set_defaults(run=lambda args: with_database(lambda: _inbox(args.files)))


def _openings(state: str) -> Rows:
    from gainful.domain.job_orders.models import Opening

    yield (
        "job_order",
        "job",
        "employer",
        "opening",
        "state",
        "wage",
        "unit",
        "first_day",
        "held_until",
        "reason",
    )
    found = Opening.objects.select_related("job_order__employer", "commitment").order_by(
        "job_order", "number"
    )
    for row in found[:MOST]:
        if state in {"", row.current_status}:
            order, held = row.job_order, row.commitment
            yield (
                order.pk, order.title, order.employer_label, row.number, row.current_status.value, row.wage,
                row.wage_unit, row.starts_on, held and held.until, row.reason,
            )  # fmt: skip


def _submitted_jobs(state: str) -> Rows:
    from gainful.domain.job_orders.models import SubmittedJob

    yield ("id", "employer", "agency", "job", "openings", "state", "reason", "sent", "settled", "job_order")
    found = SubmittedJob.objects.select_related("employer", "agency").defer("posting_text")
    for row in (found.filter(status=state) if state else found)[:MOST]:
        yield (
            row.pk, row.employer, row.agency, row.title, row.openings, row.status, row.reason,
            row.submitted_at.isoformat(timespec="minutes"),
            row.settled_at and row.settled_at.isoformat(timespec="minutes"), row.job_order_id,
        )  # fmt: skip


def _requests(state: str) -> Rows:
    from gainful.domain.messages.models import Request

    yield ("id", "asked_by", "kind", "of", "what", "asked", "due", "ends", "state", "reminders", "trouble")
    found = Request.objects.select_related("organization", "to_organization").order_by("due_on", "id")
    for row in (found.filter(state=state) if state else found)[:MOST]:
        yield (
            row.pk, row.organization, row.kind, row.to_organization or row.participant_id or row.email, row.subject,
            f"{row.asked_at:%Y-%m-%d}", row.due_on, f"{row.expires_at:%Y-%m-%d}", row.state, row.reminders, row.trouble,
        )  # fmt: skip


def _messages(state: str) -> Rows:
    from gainful.domain.messages.models import Message

    yield ("id", "from", "kind", "by", "state", "reason", "tries", "written", "goes_at", "sent")
    found = Message.objects.select_related("organization").order_by("-created_at", "id")
    for row in (found.filter(state=state) if state else found)[:MOST]:
        yield (
            row.pk, row.organization, row.kind, row.channel, row.state, row.reason, row.attempts,
            row.created_at.isoformat(timespec="seconds"), row.not_before.isoformat(timespec="seconds"),
            row.sent_at and row.sent_at.isoformat(timespec="seconds"),
        )  # fmt: skip


def _inbox(files: Sequence[Path]) -> int:
    from gainful.site.inbox import take_in

    unknown = 0
    mails = [(str(path), path.read_bytes()) for path in files] or [
        ("standard input", sys.stdin.buffer.read())
    ]
    for name, raw in mails:
        outcome = take_in(raw)
        unknown += outcome == "unknown"
        say(f"{outcome:<10}{name}")
    return int(unknown > 0)
