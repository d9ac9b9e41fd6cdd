"""How the worker takes messages out of the outbox: none lost, none twice, whenever it is killed.

A message is *taken* in one transaction and *handing* in a second, right before its last byte goes out; what the other
side answers is saved in a third. After a kill, what was taken goes back to waiting, since nothing of it went out; what
was being handed over may have arrived: with a way out that drops repeats by the message's key it is sent again, by
e-mail it stands as *not confirmed* until a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import BadAddress, Channel, Message, State

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
"""The pause doubles with each try, up to an hour."""
TRIES = 78
"""Seven tries in the first two hours, then one an hour: a server that is down for three days loses nothing."""
AT_ONCE = 50
"""Messages that are taken in one transaction."""
_WHY = "messages sent"


@contextmanager
def only_sender() -> Iterator[bool]:
    """Hold the right to send for this installation; False where another process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('gainful outbox'))")
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('gainful outbox'))")


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


def anything_due(now: datetime) -> bool:
    """Return whether a message's time has come."""
    with acting_as_system(_WHY):
        return Message.objects.filter(state=State.WAITING, not_before__lte=now).order_by().exists()


def take(now: datetime) -> list[Message]:
    """Take the messages whose time has come, oldest first."""
    with acting_as_system(_WHY):
        due = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(state=State.WAITING, not_before__lte=now)
            .order_by("not_before", "id")[:AT_ONCE]
        )
        found = list(due)
        Message.objects.filter(pk__in=[message.pk for message in found]).update(state=State.TAKEN)
    return found


def handing(messages: list[Message]) -> None:
    """Note, right before it, that the last byte goes out."""
    _set(messages, state=State.HANDING)


def sent(messages: list[Message], reference: str) -> None:
    """Note that the other side has taken them."""
    _set(messages, state=State.SENT, reference=reference[:200], sent_at=timezone.now(), reason="")


def put_back(messages: list[Message]) -> None:
    """Give back what was taken and not tried."""
    _set(messages, state=State.WAITING)


def failed(messages: list[Message], said: str, *, for_good: bool) -> None:
    """Note a failure: try later, or not again; an address that refused for good is kept for somebody to look at."""
    with transaction.atomic(), acting_as_system(_WHY):
        for message in messages:
            tries = message.attempts + 1
            over = for_good or tries >= TRIES
            pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
            Message.objects.filter(pk=message.pk).update(
                attempts=tries, reason=said[:500], state=State.FAILED if over else State.WAITING,
                not_before=message.not_before if over else timezone.now() + pause,
            )  # fmt: skip
            if for_good:
                _keep_bad_address(message, said)


def _keep_bad_address(message: Message, said: str) -> None:
    BadAddress.objects.update_or_create(
        organization_id=message.organization_id, channel=message.channel, address=message.address,
        defaults={"said": said[:500]},
    )  # fmt: skip


def _set(messages: list[Message], **values: object) -> None:
    with acting_as_system(_WHY):
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(**values)
