"""Messages, conversations, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import queries
from gainful.domain.messages.actions import (
    answer_here,
    delegate_request,
    pause_reminders,
    withdraw_request,
    write_on,
)
from gainful.domain.messages.models import Message, Request, Thread
from gainful.domain.participants.actions import record_reads

router = Router(tags=["Messages and requests"])
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class MessageOut(Schema):
    """A message to me, as I read it here."""

    id: UUID
    kind: str
    about_kind: str
    about_id: str
    subject: str
    text: str
    sent_at: datetime | None
    read_at: datetime | None
    thread_id: UUID | None


class ThreadOut(Schema):
    """One conversation; `waits`: an answer came that nobody has read."""

    id: UUID
    name: str
    subject: str
    last_at: datetime
    waits: bool


class TurnOut(Schema):
    """One turn of a conversation."""

    at: datetime
    who: str
    text: str
    is_ours: bool
    came: str
    is_from_reader: bool


class Written(Schema):
    """What one writes."""

    text: str = Field(min_length=1, max_length=20_000)


class RequestOut(Schema):
    """An answer that somebody owes; days are calendar days."""

    id: UUID
    kind: str
    about_kind: str
    about_id: str
    subject: str
    name: str
    state: str
    asked_at: datetime
    due_on: date
    expires_at: datetime
    reminders: int
    paused_until: date | None
    delegated_from: str
    trouble: str


class Pause(Schema):
    """Until when no reminder goes out; null sends them again."""

    until: date | None


class Colleague(Schema):
    """Who answers instead."""

    name: str = Field(min_length=1, max_length=200)
    email: str = Field(min_length=3, max_length=254)


@router.get("/messages", response={200: list[MessageOut], **PROBLEMS}, summary="Messages to me")
def messages(request: ActorRequest, limit: Limit = 50, offset: Offset = 0) -> list[Message]:
    """Return what was written to the person who is signed in, newest first."""
    return list(queries.messages_for(actor_of(request))[offset : offset + limit])


@router.get("/threads", response={200: list[ThreadOut], **PROBLEMS})
def threads(request: ActorRequest, limit: Limit = 50, offset: Offset = 0) -> list[Thread]:
    """Return the conversations: of the organization for staff, else those with me."""
    actor = actor_of(request)
    staff = actor.role in {"operator", "program_manager", "coach"}
    found = queries.threads_of(actor) if staff else queries.threads_with(actor)
    rows = list(found[offset : offset + limit])
    if staff:
        _note(request, rows, "Messages listed through the API")
    return rows


def _note(request: ActorRequest, rows: Iterable[Thread | Request], what: str) -> None:
    """Note in each person's read log that their name was given out."""
    people = [row.participant_id for row in rows if row.participant_id]
    record_reads(actor_of(request), people, what=what)


def _thread(request: ActorRequest, thread_id: UUID) -> tuple[Thread, bool]:
    """Return a conversation and whether it is the organization's own, or answer 404."""
    actor = actor_of(request)
    mine = queries.threads_with(actor).filter(pk=thread_id).first()
    if mine is not None:
        return mine, False
    found = None
    if actor.organization is not None:
        found = queries.threads_of(actor).filter(pk=thread_id).first()
    if found is None:
        raise Refused(404, "There is no such conversation.")
    _note(request, [found], "Messages opened through the API")
    return found, True


@router.get("/threads/{thread_id}", response={200: list[TurnOut], **PROBLEMS})
def thread(request: ActorRequest, thread_id: UUID) -> list[Any]:
    """Return the turns of a conversation, oldest first."""
    return list(queries.conversation(_thread(request, thread_id)[0]))


@router.post("/threads/{thread_id}", response={201: list[TurnOut], **PROBLEMS})
def write(request: ActorRequest, thread_id: UUID, data: Written) -> tuple[int, list[Any]]:
    """Answer, or write the next message of the organization."""
    found, ours = _thread(request, thread_id)
    if ours:
        write_on(actor_of(request), found, data.text)
    else:
        answer_here(actor_of(request), found, data.text)
    return 201, list(queries.conversation(found))


@router.get("/requests", response={200: list[RequestOut], **PROBLEMS})
def requests(
    request: ActorRequest,
    to: Literal["others", "me"] = "others",
    state: Literal["open", "answered", "expired", "withdrawn", "all"] = "open",
    limit: Limit = 50,
    offset: Offset = 0,
) -> list[Request]:
    """Return what my organization asked of others, or what is asked of me and waits."""
    actor = actor_of(request)
    found = queries.requests_to(actor) if to == "me" else queries.requests_of(actor, state=state)
    rows = list(found[offset : offset + limit])
    if to == "others":
        _note(request, rows, "Requests listed through the API")
    return rows


def _request(request: ActorRequest, request_id: UUID) -> Request:
    actor = actor_of(request)
    found = queries.requests_of(actor, state="all").filter(pk=request_id).first()
    if found is not None:
        _note(request, [found], "A request opened through the API")
        return found
    found = queries.requests_to(actor).filter(pk=request_id).first()
    if found is None:
        raise Refused(404, "There is no such request.")
    return found


@router.post("/requests/{request_id}/pause", response={200: RequestOut, **PROBLEMS})
def pause(request: ActorRequest, request_id: UUID, data: Pause) -> Request:
    """Send no reminders until a day."""
    return pause_reminders(actor_of(request), _request(request, request_id), data.until)


@router.post("/requests/{request_id}/withdraw", response={200: RequestOut, **PROBLEMS})
def withdraw(request: ActorRequest, request_id: UUID) -> Request:
    """Ask no longer; links of the request end."""
    return withdraw_request(actor_of(request), _request(request, request_id))


@router.post("/requests/{request_id}/hand-on", response={200: RequestOut, **PROBLEMS})
def hand_on(request: ActorRequest, request_id: UUID, data: Colleague) -> Request:
    """Hand a request to a colleague, who gets a letter and a link of their own."""
    found = _request(request, request_id)
    return delegate_request(actor_of(request), found, name=data.name, email=data.email)
