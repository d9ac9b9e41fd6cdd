"""Conversations and requests, the same for every audience: lists, one conversation, what one may do with a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import queries
from gainful.domain.messages.actions import (
    answer_here,
    delegate_request,
    give_request_link,
    mark_read,
    pause_reminders,
    withdraw_request,
    write_on,
)
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.models import Request, RequestState, Thread
from gainful.domain.messages.request_kinds import request_kind
from gainful.domain.participants.actions import record_reads
from gainful.www.components.message_forms import NoteForm
from gainful.www.components.paging import WORK_TO, count_words, page_of


def talks(request: ActorRequest, namespace: str) -> HttpResponse:
    """List the conversations of the organization, those with an unread answer first, and my own messages."""
    found = queries.threads_of(request.actor)
    waiting, n = count_words(found.filter(waits=True), WORK_TO)
    sentence = (
        ngettext("%(n)s answer waits for you.", "%(n)s answers wait for you.", waiting) % {"n": n}
        if waiting
        else _("No answer waits for you.")
    )
    page = page_of(request, found)
    _note(request, page.rows, _("Named in a list of messages"))
    mine = list(queries.messages_for(request.actor)[:20])
    context = {
        "page": page,
        "sentence": sentence,
        "mine": mine,
        "thread_url": f"{namespace}:thread",
        "columns": [_("With"), _("About"), _("Last"), _("State")],
    }
    response = render(request, "parts/talks_page.html", context)
    mark_read(request.actor, mine)
    return response


def _note(request: ActorRequest, rows: Iterable[Any], what: str) -> None:
    """Note in each person's read log that their name was shown."""
    people = [row.participant_id for row in rows if row.participant_id]
    if people:
        record_reads(request.actor, people, what=what)


def _find(rows: QuerySet[Any], key: UUID) -> Any:
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def our_talk(request: ActorRequest, thread_id: UUID, namespace: str) -> HttpResponse:
    """Show one conversation of the organization and write the next message of it."""
    thread = _find(queries.threads_of(request.actor), thread_id)
    _note(request, [thread], _("Messages with them opened"))
    other = thread.name or thread.address
    return _talk(request, thread, namespace, other, lambda text: write_on(request.actor, thread, text))


def my_talk(request: ActorRequest, thread_id: UUID, namespace: str) -> HttpResponse:
    """Show one conversation with me, and take my answer."""
    thread = _find(queries.threads_with(request.actor), thread_id)
    other = str(thread.organization)
    return _talk(request, thread, namespace, other, lambda text: answer_here(request.actor, thread, text))


def _talk(
    request: ActorRequest, thread: Thread, namespace: str, other: str, write: Callable[[str], object]
) -> HttpResponse:
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data["text"])
        except MessageError as error:
            form.add_error("text", f"{error.message} {error.hint}".strip())
        else:
            notices.success(request, _("Sent."))
            return redirect(f"{namespace}:thread", thread.pk)
    context = {
        "thread": thread,
        "other": other,
        "turns": queries.conversation(thread),
        "form": form,
        "back": reverse(f"{namespace}:messages"),
    }
    return render(request, "parts/talk_page.html", context, status=422 if form.errors else 200)


def request_rows(rows: list[Request]) -> list[Request]:
    """Return the requests with their kind in words and whether they are late."""
    today = timezone.localdate()
    for row in rows:
        row.kind_label = request_kind(row.kind).label  # type: ignore[attr-defined]
        row.late = row.is_late(today)  # type: ignore[attr-defined]
    return rows


def requests_page(request: ActorRequest, namespace: str) -> HttpResponse:
    """List what the organization asked of others: what is late first said, with what can be done."""
    state = request.GET.get("state", RequestState.OPEN)
    page = page_of(request, queries.requests_of(request.actor, state=state))
    request_rows(list(page.rows))
    _note(request, page.rows, _("Named in a list of requests"))
    overdue = queries.requests_of(request.actor).filter(due_on__lt=timezone.localdate())
    late, n = count_words(overdue, WORK_TO)
    employers = {row.to_organization_id: row.to_organization for row in page.rows if row.to_organization_id}
    context = {
        "page": page,
        "sentence": ngettext("%(n)s answer is late.", "%(n)s answers are late.", late) % {"n": n}
        if late
        else _("No answer is late."),
        "state": state,
        "states": [("all", _("All")), *RequestState.choices],
        "rates": [(name, queries.reply_rate(pk)) for pk, name in employers.items()],
        "columns": [_("What"), _("Of"), _("Asked"), _("Due"), _("State"), _("Do")],
        "step_url": f"{namespace}:request_step",
        "query": request.GET.urlencode(),
    }
    return render(request, "parts/requests_page.html", context)


def request_step(request: ActorRequest, request_id: UUID, verb: str, namespace: str) -> HttpResponse:
    """Pause the reminders of a request, hand it to another person, or ask no longer."""
    row = _find(queries.requests_of(request.actor, state="all"), request_id)
    if verb == "link":
        return _give_link(request, row, namespace)
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "pause": (
            lambda: pause_reminders(request.actor, row, _day(request.POST.get("until", ""))),
            _("Paused."),
        ),
        "resume": (lambda: pause_reminders(request.actor, row, None), _("Reminders go out again.")),
        "withdraw": (lambda: withdraw_request(request.actor, row), _("It is asked no longer.")),
        "hand_on": (lambda: hand_on(request, row), _("Sent to them. Earlier links ended.")),
    }
    if verb not in steps:
        raise Http404
    take_step(request, *steps[verb])
    return redirect(f"{namespace}:requests")


def _give_link(request: ActorRequest, row: Request, namespace: str) -> HttpResponse:
    back = reverse(f"{namespace}:requests")
    try:
        token = give_request_link(request.actor, row)
    except MessageError as error:
        notices.error(request, error.message)
        return redirect(back)
    _note(request, [row], _("A link was made for them"))
    address = request.build_absolute_uri(reverse("guest:link", args=[token]))
    return render(request, "parts/request_link.html", {"row": row, "address": address, "back": back})


def hand_on(request: ActorRequest, row: Request) -> Request:
    """Hand a request to the person of a sent form."""
    given = request.POST
    return delegate_request(request.actor, row, name=given.get("name", ""), email=given.get("email", ""))


def take_step(request: ActorRequest, step: Callable[[], object], done: str) -> None:
    """Take a step; what is refused is said above the next page."""
    try:
        step()
    except MessageError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, done)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MessageError(_("“%s” is not a day.") % text[:20], field="until") from None
