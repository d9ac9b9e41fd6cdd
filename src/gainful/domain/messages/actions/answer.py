"""Answer in a conversation: the reader here or through a link, the organization by a further message."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.messages.access import require_sender
from gainful.domain.messages.actions.send_message import LONGEST_TEXT, Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.links import take_use
from gainful.domain.messages.models import CameBy, Message, Reply, SignedLink, Thread
from gainful.domain.messages.readers import Reader

MOST_A_DAY = 30
"""How many answers one link takes within a day."""


@transaction.atomic
def answer_here(actor: Actor, thread: Thread, text: str, *, link: SignedLink | None = None) -> Reply:
    """Store what the reader of a conversation answers; MessageError where nothing is said."""
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT:
        raise MessageError(_("A message needs a text of at most %d characters.") % LONGEST_TEXT, field="text")
    if link is not None:
        if actor.role != LINK_ROLE or link.about_id != str(thread.pk):
            raise PermissionDenied("The link opens another conversation.")
        _require_few(thread)
        take_use(link)
    elif not _is_reader(actor, thread):
        raise PermissionDenied("Only the reader answers; the organization writes on.")
    reply = Reply.objects.create(
        thread=thread,
        came_by=CameBy.LINK if link else CameBy.APP,
        user=actor.user,
        text=text,
        link_id=link.pk if link else None,
        from_address=(link.recipient if link else str(actor.user or ""))[:254],
        is_from_reader=link is None or not link.other_browsers,
    )
    Thread.objects.filter(pk=thread.pk).update(last_at=timezone.now(), waits=True)
    return reply


def _require_few(thread: Thread) -> None:
    since = timezone.now() - timedelta(days=1)
    answers = Reply.objects.filter(thread=thread, came_by=CameBy.LINK, received_at__gte=since)
    if answers.order_by().count() >= MOST_A_DAY:
        raise MessageError(
            _("You wrote %d answers today.") % MOST_A_DAY, hint=_("Nothing is lost. Write again tomorrow.")
        )


def _is_reader(actor: Actor, thread: Thread) -> bool:
    if actor.user is None:
        return False
    person = thread.participant
    return thread.user_id == actor.user.pk or (person is not None and person.user_id == actor.user.pk)


@transaction.atomic
def write_on(actor: Actor, thread: Thread, text: str) -> list[Message]:
    """Write the next message of a conversation for its organization; what was answered counts as read."""
    organization = require_sender(actor)
    if thread.organization_id != organization.pk:
        raise PermissionDenied("Another organization writes here.")
    reader = Reader(thread.participant, thread.user, thread.address, thread.name)
    subject = thread.subject or _("A message from %s") % organization
    sent = send_message(actor, NOTE, reader, Words(lambda: subject, lambda: text, thread=thread))
    Thread.objects.filter(pk=thread.pk).update(last_at=timezone.now(), waits=False)
    return sent
