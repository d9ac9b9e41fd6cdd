"""How the worker takes messages out of the outbox: none lost, none twice, whenever it is killed.

Several senders of one process take messages side by side, a batch each, in one transaction (`SKIP LOCKED`). A letter is
*handing* in a second one, right before its text goes out, and what the other side answers is saved in a third. After a
kill, what was only taken goes back to waiting, since nothing of it went out; what was being handed over, at most one
letter a sender, may have arrived: with a way out that drops repeats by the message's key it is sent again, by e-mail it
stands as *not confirmed* until its answer, its report of failure or a person says what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.system_connection import system_lock
from gainful.domain.messages.models import BadAddress, Channel, Message, State

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
"""The pause doubles with each try, up to an hour."""
TRIES = 78
"""Seven tries in the first two hours, then one an hour: a server that is down for three days loses nothing."""
AT_ONCE = 50
"""Messages that a sender takes in one transaction."""
MOST_IN_A_DIGEST = 200
_WHY = "messages sent"


class NoLongerOurs(Exception):  # noqa: N818 - named for what happened
    """The message is not taken by this worker any more: another one put right what it held for a dead one's."""


@contextmanager
def only_sender() -> Iterator[bool]:
    """Hold the right to send for this installation; False where another process has it."""
    with system_lock("gainful outbox") as mine:
        yield mine


def recover(*, drops_repeats: Callable[[Channel], bool]) -> None:
    """Put right what a killed worker left, once this process alone may send."""
    with acting_as_system(_WHY):
        Message.objects.filter(state=State.TAKEN).update(state=State.WAITING)
        for channel in (Channel.EMAIL, Channel.SMS):
            left = Message.objects.filter(state=State.HANDING, channel=channel)
            if drops_repeats(channel):
                left.update(state=State.WAITING)
            else:
                left.update(state=State.UNCONFIRMED, reason="the worker ended while it was handed over")


def _due(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(state=State.WAITING, not_before__lte=now)


def anything_due(now: datetime) -> bool:
    """Return whether a message's time has come."""
    with acting_as_system(_WHY):
        return _due(now).order_by().exists()


def channels_due(now: datetime) -> list[Channel]:
    """Return the ways by which a message's time has come."""
    with acting_as_system(_WHY):
        return [channel for channel in Channel if _due(now).filter(channel=channel).order_by().exists()]


def take(now: datetime, channel: Channel) -> list[Message]:
    """Take the messages of a way whose time has come, oldest first; those of digests are taken apart."""
    with acting_as_system(_WHY):
        due = _due(now).filter(channel=channel, digest=False).select_for_update(skip_locked=True)
        return _taken(due.order_by("not_before", "id")[:AT_ONCE])


def take_digest(now: datetime) -> list[Message]:
    """Take everything that goes to one reader in one letter; one sender at a time calls this."""
    with acting_as_system(_WHY):
        due = _due(now).filter(channel=Channel.EMAIL, digest=True).order_by("not_before", "id")
        first = due.first()
        if first is None:
            return []
        same = due.filter(
            organization_id=first.organization_id, address=first.address, language=first.language
        )
        return _taken(same.select_for_update(skip_locked=True)[:MOST_IN_A_DIGEST])


def _taken(rows: QuerySet[Message]) -> list[Message]:
    found = list(rows)
    if found:
        Message.objects.filter(pk__in=[message.pk for message in found]).update(state=State.TAKEN)
    return found


def handing(messages: list[Message]) -> None:
    """Note, right before it, that the text of a letter goes out; NoLongerOurs where it must not."""
    if _set(messages, State.TAKEN, state=State.HANDING) != len(messages):
        raise NoLongerOurs


def sent(messages: list[Message], reference: str) -> None:
    """Note that the other side has taken them, also where a worker after us no longer counted on it."""
    _set(
        messages, State.HANDING, State.UNCONFIRMED,
        state=State.SENT, reference=reference[:200], sent_at=timezone.now(), reason="",
    )  # fmt: skip


def unconfirmed(messages: list[Message], said: str) -> None:
    """Note that they went out and nobody said whether they arrived."""
    _set(messages, State.HANDING, state=State.UNCONFIRMED, reason=said[:500], attempts=F("attempts") + 1)


def put_back(messages: list[Message]) -> None:
    """Give back what was taken and not tried."""
    _set(messages, State.TAKEN, state=State.WAITING)


def failed(messages: list[Message], said: str, *, for_good: bool, address_is_bad: bool = False) -> None:
    """Note a failure: try later, or not again; an address that takes nothing is kept for somebody to look at."""
    with transaction.atomic(), acting_as_system(_WHY):
        for message in messages:
            values = _after_a_try(message.attempts + 1, said, for_good=for_good)
            Message.objects.filter(pk=message.pk).update(**values)
            if address_is_bad:
                _keep_bad_address(message, said)


def nobody_is_there(now: datetime, channel: Channel, said: str) -> int:
    """Put off everything due by a way whose other side cannot be reached at all: one try counts for each.

    Returns how many that are. However many wait, a server that is down is asked once a minute at most, then less.
    """
    with acting_as_system(_WHY):
        due = _due(now).filter(channel=channel).order_by()
        return sum(
            due.filter(attempts=before).update(**_after_a_try(before + 1, said))
            for before in set(due.values_list("attempts", flat=True).distinct())
        )


def _after_a_try(tries: int, said: str, *, for_good: bool = False) -> dict[str, object]:
    """Return what a message is after a try that failed: put off, or given up."""
    values: dict[str, object] = {"attempts": tries, "reason": said[:500]}
    if for_good or tries >= TRIES:
        return {**values, "state": State.FAILED}
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    return {**values, "state": State.WAITING, "not_before": timezone.now() + pause}


def _keep_bad_address(message: Message, said: str) -> None:
    BadAddress.objects.update_or_create(
        organization_id=message.organization_id, channel=message.channel, address=message.address,
        defaults={"said": said[:500]},
    )  # fmt: skip


def _set(messages: list[Message], *states: State, **values: object) -> int:
    """Move messages that stand in one of these states; returns how many did."""
    with acting_as_system(_WHY):
        return (
            Message.objects.filter(pk__in=[message.pk for message in messages], state__in=states)
            .order_by()
            .update(**values)
        )
