"""Mail that came in: an answer goes into its conversation, a report of failure to its message."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
from gainful.domain.messages.actions.send_message import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import REPLY
from gainful.domain.messages.models import BadAddress, CameBy, Channel, Message, Reply, State, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.participants.models import Consent


class Outcome(StrEnum):
    """What became of a mail."""

    STORED = "stored"
    REPEATED = "repeated"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    UNKNOWN = "unknown"


def receive_mail(
    *, answers: str, text: str, whole: str, from_address: str, automatic: bool, identifier: str
) -> Outcome:
    """Store an answer by the identifier of the letter it answers; UNKNOWN where that letter is not ours."""
    if automatic:
        return Outcome.AUTOMATIC
    with transaction.atomic(), acting_as_system("mail came in"):
        message = _message(answers)
        if message is None:
            return Outcome.UNKNOWN
        thread = message.thread or _thread(message)
        said = text.strip() or whole.strip() or _("(an empty mail)")
        if identifier and Reply.objects.filter(thread=thread, external_id=identifier).exists():
            return Outcome.REPEATED
        Reply.objects.create(
            thread=thread, message_id=message.pk, came_by=CameBy.EMAIL, from_address=from_address[:254],
            is_from_reader=from_address.lower() == message.address.lower(), text=said, whole=whole,
            external_id=identifier,
        )  # fmt: skip
        Thread.objects.filter(pk=thread.pk).update(last_at=timezone.now(), waits=True)
        unconfirmed = Message.objects.filter(pk=message.pk, state=State.UNCONFIRMED)
        unconfirmed.update(state=State.SENT, reason="")  # who answers it has it
        _say_where_nobody_reads(message, thread)
    return Outcome.STORED


def receive_bounces(letter: str, failed: Sequence[tuple[str, bool, str]]) -> Outcome:
    """Note what a report says of our letter: (address, for good, words); UNKNOWN where the letter is not ours."""
    with transaction.atomic(), acting_as_system("a letter came back"):
        message = _message(letter)
        if message is None:
            return Outcome.UNKNOWN
        for _address, for_good, said in failed:
            if for_good:
                Message.objects.filter(pk=message.pk).update(state=State.FAILED, reason=said[:500])
                BadAddress.objects.update_or_create(
                    organization_id=message.organization_id, channel=Channel.EMAIL, address=message.address,
                    defaults={"said": said[:500]},
                )  # fmt: skip
    return Outcome.BOUNCE


def _message(identifier: str) -> Message | None:
    try:
        key = UUID(identifier.partition("@")[0])
    except ValueError:
        return None
    found = Message.objects.select_related("thread", "organization", "participant", "user")
    return found.filter(pk=key, channel=Channel.EMAIL).first()


def _thread(message: Message) -> Thread:
    """Open a conversation for a letter that opened none: a reminder, say, that somebody answered."""
    thread = Thread.objects.create(
        organization=message.organization, participant=message.participant, user=message.user,
        address="" if message.participant_id or message.user_id else message.address, name=message.to_name,
        subject=message.subject, about_kind=message.about_kind, about_id=message.about_id,
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(thread=thread)
    return thread


def _say_where_nobody_reads(message: Message, thread: Thread) -> None:
    """Tell a person whose consent has ended that the agency does not see the answer any more."""
    person = thread.participant
    if person is None:
        return
    now = timezone.now()
    seen = Consent.objects.filter(
        participant=person, organization=thread.organization, revoked_at=None, expires_at__gt=now
    )
    if seen.exists():
        return
    text = _(
        "You answered an old message. You no longer let %(who)s see your information, so they do not see your answer."
    ) % {"who": thread.organization}
    actor = Actor(None, thread.organization, SYSTEM_ROLE)
    words = Words(lambda: _("Your answer"), lambda: text, occasion=f"unread:{message.pk}")
    try:
        send_message(actor, REPLY, Reader(person, name=str(person)), words)
    except MessageError:
        return
