"""Write a message into the outbox, once for each way to its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.messages.access import require_sender
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind
from gainful.domain.messages.links import REPLY, make_signed_link, place_of
from gainful.domain.messages.models import DIGEST_AT, Channel, ContactRules, Message, State, Thread
from gainful.domain.messages.readers import Reader, Way, in_their_language, mail_address, rules_of, ways
from gainful.domain.messages.timing import next_allowed, next_at
from gainful.domain.organizations.models import Organization

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says; made while the reader's language and clock are active, so both parts are asked for then."""

    subject: Callable[[], str]
    text: Callable[[], str]
    about_kind: str = ""
    about_id: str = ""
    occasion: str = ""
    not_before: datetime | None = None
    thread: Thread | None = None
    """The conversation it goes on with; None opens one where the kind can be answered."""


@transaction.atomic
def send_message(actor: Actor, kind: MessageKind, reader: Reader, words: Words) -> list[Message]:
    """Queue a message for a reader; returns the rows, those that rules hold back among them with their reason.

    The same kind and occasion to the same reader is written once. Raises MessageError where there is no way to the
    reader or nothing is said.
    """
    organization, reader = require_sender(actor), in_their_language(reader)
    rules = rules_of(reader)
    with translation.override(reader.language), timezone.override(rules.zone):
        subject, text = " ".join(words.subject().split())[:200], words.text().strip()
    if not text or len(text) > LONGEST_TEXT:
        raise MessageError(_("A message needs a text of at most %d characters.") % LONGEST_TEXT, field="text")
    found = ways(reader, kind, rules, organization)
    if not found:
        raise MessageError(
            _("There is no way to reach %s.") % (reader.name or _("this person")),
            hint=_("Enter an e-mail address, or ask them to make an account."),
        )
    thread = words.thread or (_new_thread(organization, reader, words, subject) if kind.can_answer else None)
    ending = "" if thread is None else _how_to_answer(actor, reader, thread, mail_address(reader, rules))
    letter = _Letter(
        kind, reader, rules, words, subject, text, organization, actor.user, timezone.now(), thread, ending
    )
    with acting_in("send_message"):
        return [row for way in found if _save(row := letter.row(way))]


def _new_thread(organization: Organization, reader: Reader, words: Words, subject: str) -> Thread:
    return Thread.objects.create(
        organization=organization, participant=reader.participant, user=reader.user, address=reader.email,
        name=(reader.name or str(reader.participant or reader.user or ""))[:200], subject=subject,
        about_kind=words.about_kind, about_id=words.about_id,
    )  # fmt: skip


def _how_to_answer(actor: Actor, reader: Reader, thread: Thread, sent_to: str) -> str:
    """Return the last lines of a letter: answer it as mail where answers are read, and through a link."""
    with translation.override(reader.language):
        lines = [_("You can answer this e-mail.")] if settings.REPLY_ADDRESS else []
        if not reader.reads_here:
            link, _token = make_signed_link(
                actor,
                REPLY,
                thread.pk,
                recipient=thread.name,
                participant=reader.participant,
                sent_to=sent_to,
            )
            lines.append(_("Answer here, without an account: %(address)s") % {"address": place_of(link)})
    return "\n\n" + "\n".join(lines) if lines else ""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message before it is told apart by its ways."""

    kind: MessageKind
    reader: Reader
    rules: ContactRules
    words: Words
    subject: str
    text: str
    organization: Organization
    author: User | None
    at: datetime
    thread: Thread | None = None
    ending: str = ""
    """How to answer it, for those who read it elsewhere."""

    def row(self, way: Way) -> Message:
        """Return the message for one way, not saved."""
        now = self.at
        start = max(self.words.not_before or now, now)
        in_app = way.channel == Channel.APP
        digest = way.channel == Channel.EMAIL and self.rules.digest and self.kind.can_wait
        subject, text = self._discreet(way)
        return Message(
            organization=self.organization,
            created_by=self.author,
            created_at=now,
            kind=self.kind.code,
            about_kind=self.words.about_kind,
            about_id=self.words.about_id,
            occasion=self.words.occasion,
            thread=self.thread,
            participant=self.reader.participant,
            user=self.reader.user,
            to_name=self.reader.name or str(self.reader.participant or self.reader.user or ""),
            channel=way.channel,
            address=way.address,
            language=self.reader.language,
            subject=subject,
            text=text,
            digest=digest,
            state=State.WITHHELD if way.withheld else State.SENT if in_app else State.WAITING,
            reason=way.withheld,
            sent_at=now if in_app else None,
            not_before=start
            if in_app or self.kind.is_emergency
            else _goes_at(start, self.rules, digest=digest),
        )

    def _discreet(self, way: Way) -> tuple[str, str]:
        """Leave names and programs out where others may look over the reader's shoulder: always in an SMS."""
        if way.channel == Channel.APP:
            return self.subject, self.text
        if way.channel == Channel.EMAIL and not self.rules.discreet:
            return self.subject, self.text + self.ending
        with translation.override(self.reader.language):
            words = _("You have a new message. Sign in to read it.")
        return ("" if way.channel == Channel.SMS else words), words


def _goes_at(start: datetime, rules: ContactRules, *, digest: bool) -> datetime:
    moment = next_at(start, DIGEST_AT, rules.zone) if digest else start
    return next_allowed(moment, rules.quiet)


def _save(row: Message) -> bool:
    """Insert the row unless the occasion has it; whether it was inserted."""
    if not row.occasion:
        row.save(force_insert=True)
        return True
    there = Message.objects.filter(
        organization_id=row.organization_id, kind=row.kind, occasion=row.occasion, channel=row.channel,
        participant=row.participant, user=row.user, address=row.address,
    )  # fmt: skip
    if there.exists():
        return False
    row.save(force_insert=True)
    return True
