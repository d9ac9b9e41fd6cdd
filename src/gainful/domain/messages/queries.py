"""What others may read of messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.links import shown
from gainful.domain.messages.models import (
    BadAddress,
    Channel,
    Message,
    Reply,
    Request,
    RequestState,
    State,
    Thread,
)


def messages_for(actor: Actor) -> QuerySet[Message]:
    """Return what the signed-in person can read here, newest first."""
    user = actor.signed_in_user
    mine = Q(user=user) | Q(participant__user=user)
    return Message.objects.filter(mine, channel=Channel.APP).select_related("organization")


def unread_count(actor: Actor) -> int:
    """Return how many messages the signed-in person has not read."""
    return messages_for(actor).filter(read_at=None).order_by().count()


def outbox(actor: Actor, *, state: str = "") -> QuerySet[Message]:
    """Return what the actor's organization sends by e-mail and SMS, newest first."""
    rows = Message.objects.filter(organization=actor.organization).exclude(channel=Channel.APP)
    return rows.filter(state=state) if state in State.values else rows


def outbox_counts(actor: Actor) -> dict[str, int]:
    """Return how many messages of the actor's organization stand in each state."""
    rows = outbox(actor).order_by().values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}


@dataclass(frozen=True, slots=True)
class Stuck:
    """Messages that were tried and wait for the next try."""

    count: int
    reason: str
    """What the other side said to the one that is tried next."""
    next_at: datetime


def stuck(actor: Actor) -> Stuck | None:
    """Return what the other side does not take at the moment, None where nothing waits for another try."""
    rows = outbox(actor, state=State.WAITING).filter(attempts__gt=0)
    first = rows.order_by("not_before", "id").first()
    return None if first is None else Stuck(rows.order_by().count(), first.reason, first.not_before)


def bad_addresses(actor: Actor) -> QuerySet[BadAddress]:
    """Return the addresses that took no message of the actor's organization."""
    return BadAddress.objects.filter(organization=actor.organization)


def threads_of(actor: Actor) -> QuerySet[Thread]:
    """Return the conversations of the actor's organization; those whose answer nobody has read come first."""
    found = Thread.objects.filter(organization=actor.organization).select_related("participant")
    return found.order_by("-waits", "-last_at", "id")


def threads_with(actor: Actor) -> QuerySet[Thread]:
    """Return the conversations with the signed-in person, newest first."""
    user = actor.signed_in_user
    mine = Q(user=user) | Q(participant__user=user)
    return Thread.objects.filter(mine).select_related("organization").order_by("-last_at", "id")


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a conversation."""

    at: datetime
    who: str
    text: str
    is_ours: bool
    """Whether the organization wrote it."""
    came: str = ""
    is_from_reader: bool = True


def conversation(thread: Thread) -> list[Said]:
    """Return all turns of a conversation, oldest first; a message by several ways is one turn."""
    sent: dict[datetime, Message] = {}
    for message in thread.messages.select_related("created_by").order_by("created_at", "id"):
        if message.created_at not in sent or message.channel == Channel.APP:
            sent[message.created_at] = message
    turns = [
        Said(m.created_at, str(m.created_by or thread.organization), shown(m.text), is_ours=True)
        for m in sent.values()
    ]
    turns += [
        Said(r.received_at, r.from_address or thread.name, r.text, is_ours=False,
             came=str(r.get_came_by_display()), is_from_reader=r.is_from_reader)
        for r in _replies(thread)
    ]  # fmt: skip
    return sorted(turns, key=lambda said: said.at)


def _replies(thread: Thread) -> QuerySet[Reply]:
    return Reply.objects.filter(thread=thread).order_by("received_at", "id")


def requests_of(actor: Actor, *, state: str = RequestState.OPEN) -> QuerySet[Request]:
    """Return what the actor's organization asked of others, the earliest due first."""
    found = Request.objects.filter(organization=actor.organization).select_related(
        "to_organization", "participant"
    )
    return (found.filter(state=state) if state in RequestState.values else found).order_by("due_on", "id")


def requests_to(actor: Actor) -> QuerySet[Request]:
    """Return the open requests put to the actor: to them, or to the employer they act for."""
    user = actor.signed_in_user
    mine = Q(user=user) | Q(participant__user=user)
    if actor.role == "employer":
        mine |= Q(to_organization=actor.organization)
    found = Request.objects.filter(mine, state=RequestState.OPEN).select_related("organization")
    return found.order_by("due_on", "id")


def requests_behind(messages: Iterable[Message]) -> dict[str, Request]:
    """Return the requests whose letters these messages are, by their number as a message names it; one query."""
    wanted = {row.about_id for row in messages if row.about_kind == "request"}
    return {str(row.pk): row for row in Request.objects.filter(pk__in=wanted)} if wanted else {}


def requests_about(kind: str, ids: Iterable[UUID]) -> QuerySet[Request]:
    """Return the requests about some subjects, newest first."""
    return Request.objects.filter(about_kind=kind, about_id__in=[str(i) for i in ids]).order_by(
        "-asked_at", "id"
    )


@dataclass(frozen=True, slots=True)
class ReplyRate:
    """How an organization answered what was asked of it in the last year; days are calendar days."""

    answered: int
    silent: int
    waiting: int
    median_days: float | None

    @property
    def closed(self) -> int:
        """Requests that came to an end: answered, or never."""
        return self.answered + self.silent

    @property
    def share(self) -> float | None:
        """Answered of those that ended, None where none did: nobody is late before anything was due."""
        return None if not self.closed else self.answered / self.closed


def reply_rate(organization_id: UUID) -> ReplyRate:
    """Return how an employer answers, of the requests that the actor may see."""
    since = timezone.now() - timedelta(days=365)
    rows = Request.objects.filter(to_organization=organization_id, asked_at__gte=since)
    answered = Q(state=RequestState.ANSWERED, closed_at__isnull=False)
    found = rows.order_by().aggregate(
        answered=Count("id", filter=answered),
        silent=Count("id", filter=Q(state=RequestState.EXPIRED)),
        waiting=Count("id", filter=Q(state=RequestState.OPEN)),
        took=_Median(F("closed_at") - F("asked_at"), filter=answered, output_field=DurationField()),
    )
    took = found.pop("took")
    return ReplyRate(**found, median_days=None if took is None else round(took.total_seconds() / 86400, 1))


class _Median(Aggregate):
    """PostgreSQL's median of a duration."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
