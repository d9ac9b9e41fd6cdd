"""What an organization sends: one page for whoever looks after it, with what did not arrive first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import queries
from gainful.domain.messages.actions import cancel_message, clear_address, send_again
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import kind_of
from gainful.domain.messages.models import OPEN_STATES, Message, State
from gainful.domain.organizations.models import Role
from gainful.domain.participants.actions import record_reads
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response

KEEPERS = (Role.OPERATOR,)
"""Who opens these pages."""
MOST_EXPORTED = 50_000


def _sentence(counts: dict[str, int], stuck: queries.Stuck | None) -> str:
    wrong = counts.get(State.FAILED, 0) + counts.get(State.UNCONFIRMED, 0)
    waiting = sum(counts.get(state, 0) for state in OPEN_STATES)
    if wrong:
        return (
            ngettext("%d message may not have arrived.", "%d messages may not have arrived.", wrong) % wrong
        )
    if stuck is not None:
        words = ngettext(
            "%(n)s message has to wait. %(why)s. The next try is on %(when)s.",
            "%(n)s messages have to wait. %(why)s. The next try is on %(when)s.",
            stuck.count,
        )
        when = date_format(timezone.localtime(stuck.next_at), "SHORT_DATETIME_FORMAT")
        return words % {"n": stuck.count, "why": stuck.reason.rstrip(". "), "when": when}
    if waiting:
        return ngettext("%d message waits.", "%d messages wait.", waiting) % waiting
    return _("Everything that was written has been sent.")


@for_roles(*KEEPERS)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show what waits, what was sent and what failed, and addresses that take nothing."""
    actor, state = request.actor, request.GET.get("state", "")
    page = page_of(request, queries.outbox(actor, state=state))
    _note(request, page.rows, _("Named in the list of what was sent"))
    for row in page.rows:
        row.kind_label = kind_of(row.kind).label
    context = {
        "page": page,
        "sentence": _sentence(queries.outbox_counts(actor), queries.stuck(actor)),
        "state": state,
        "states": [("", _("All")), *State.choices],
        "bad": queries.bad_addresses(actor)[:100],
        "columns": [_("To"), _("What"), _("By"), _("State"), _("When"), _("Do")],
        "query": request.GET.urlencode(),
    }
    return render(request, "operator/messages.html", context)


@for_roles(*KEEPERS)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV, without the texts."""
    rows = queries.outbox(request.actor, state=request.GET.get("state", ""))[:MOST_EXPORTED]
    _note(request, rows, _("List of what was sent exported"))
    header = ("written", "kind", "to", "by", "address", "state", "reason", "tries", "goes_at", "sent", "read")
    moments = ("not_before", "sent_at", "read_at")
    lines = (
        (
            row.created_at.isoformat(timespec="seconds"), row.kind, row.to_name, row.channel, row.address, row.state,
            row.reason, row.attempts, *(_moment(row, name) for name in moments),
        )
        for row in rows
    )  # fmt: skip
    return csv_response("messages", header, lines)


def _note(request: ActorRequest, rows: Iterable[Message], what: str) -> None:
    """Note in each person's read log that their name was shown."""
    people = {row.participant_id for row in rows if row.participant_id}
    if people:
        record_reads(request.actor, people, what=what)


def _moment(row: Message, name: str) -> str:
    moment = getattr(row, name)
    return moment.isoformat(timespec="seconds") if moment else ""


def _step(
    request: ActorRequest, rows: QuerySet[Any], key: UUID, step: Callable[..., object], said: str
) -> HttpResponse:
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    try:
        step(request.actor, found)
    except MessageError as error:
        notices.error(request, error.message)
    else:
        notices.success(request, said)
    return redirect("operator:messages")


@for_roles(*KEEPERS)
@require_POST
def cancel(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """Take back a message that waits."""
    return _step(
        request, queries.outbox(request.actor), message_id, cancel_message, _("Taken back. It is not sent.")
    )


@for_roles(*KEEPERS)
@require_POST
def again(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """Send a message again."""
    return _step(request, queries.outbox(request.actor), message_id, send_again, _("It goes out again."))


@for_roles(*KEEPERS)
@require_POST
def clear(request: ActorRequest, address_id: UUID) -> HttpResponse:
    """Try an address again."""
    said = _("Messages go to this address again.")
    return _step(request, queries.bad_addresses(request.actor), address_id, clear_address, said)
