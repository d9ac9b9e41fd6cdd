"""Who a message goes to, and by which ways: the person's rules, safe addresses first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from gainful.domain.accounts.models import User
from gainful.domain.messages.kinds import MessageKind
from gainful.domain.messages.models import BadAddress, Channel, ContactRules
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant

BAD = "the address took no message before"


@dataclass(frozen=True, slots=True)
class Reader:
    """One person to reach: a participant, an account, or an address without either."""

    participant: Participant | None = None
    user: User | None = None
    email: str = ""
    name: str = ""
    language: str = "en"

    @property
    def reads_here(self) -> bool:
        """Whether they have an account with which they read messages here; staff may not see which."""
        return self.user is not None or (
            self.participant is not None and self.participant.user_id is not None
        )


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a reader; `withheld` says why it is not taken."""

    channel: Channel
    address: str
    withheld: str = ""


def in_their_language(reader: Reader) -> Reader:
    """Return the reader with the language of their account, where none was named."""
    if reader.language != "en":
        return reader
    if reader.user is not None:
        return replace(reader, language=reader.user.language or "en")
    if reader.participant is not None and reader.participant.user_id is not None:
        return replace(reader, language=language_of(reader.participant.pk))
    return reader


def language_of(participant_id: UUID) -> str:
    """Return the language of a person's account, English where they have none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.language_of(%s)", [participant_id])
        return cursor.fetchone()[0] or "en"


def rules_of(reader: Reader) -> ContactRules:
    """Return the reader's rules, unsaved ones with the usual values where they gave none."""
    if reader.participant is not None:
        found = ContactRules.objects.filter(participant=reader.participant).first()
        return found or ContactRules(participant=reader.participant)
    if reader.user is not None:
        return ContactRules.objects.filter(user=reader.user).first() or ContactRules(user=reader.user)
    return ContactRules()


def ways(reader: Reader, kind: MessageKind, rules: ContactRules, organization: Organization) -> list[Way]:
    """Return the ways to a reader in the order application, e-mail, SMS; ways that are not taken say why."""
    found = [Way(Channel.APP, "")] if reader.reads_here else []
    off = kind.may_switch_off and kind.code in rules.switched_off
    if email := mail_address(reader, rules):
        found.append(
            Way(Channel.EMAIL, email, _reason(off=off, wanted=rules.by_email or not kind.may_switch_off))
        )
    if rules.by_sms and (phone := rules.safe_phone or _phone(reader)):
        found.append(Way(Channel.SMS, phone, _reason(off=off, wanted=True)))
    bad = set(
        BadAddress.objects.filter(organization=organization, address__in=[way.address for way in found])
        .order_by()
        .values_list("channel", "address")
    )
    return [replace(way, withheld=BAD) if (way.channel, way.address) in bad else way for way in found]


def mail_address(reader: Reader, rules: ContactRules) -> str:
    """Return the address that letters to a reader go to: the safe one first; empty where there is none."""
    return rules.safe_email or _email(reader)


def _reason(*, off: bool, wanted: bool) -> str:
    if off:
        return "the person switched this kind off"
    return "" if wanted else "the person wants no e-mail"


def _email(reader: Reader) -> str:
    if reader.email:
        return reader.email
    if reader.participant is not None and reader.participant.email:
        return reader.participant.email
    return reader.user.email if reader.user else ""


def _phone(reader: Reader) -> str:
    return reader.participant.phone if reader.participant else ""
