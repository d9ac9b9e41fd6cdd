"""How somebody is reached without being found out: the safe addresses first, none of home where that must not be.

Every page, list, card and copy that shows how to reach a person asks here; the record itself keeps what was told. The
link of a referral has the same rule in the database (`gainful.referred_person`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gainful.domain.messages.models import ContactRules
from gainful.domain.participants.models import Participant


@dataclass(frozen=True, slots=True)
class Reach:
    """The number and the address to use now; `is_discreet`: whoever calls or writes elsewhere may do harm."""

    phone: str
    email: str
    is_discreet: bool


def reach_by(person: Participant, rules: ContactRules | None) -> Reach:
    """Return how to reach a person whose rules were read already; no rules are the usual ones."""
    if rules is None:
        return Reach(person.phone, person.email, is_discreet=False)
    phone = rules.safe_phone or ("" if rules.discreet else person.phone)
    email = rules.safe_email or ("" if rules.discreet else person.email)
    return Reach(phone, email if rules.by_email else "", rules.discreet)


def reach_of(person: Participant) -> Reach:
    """Return how to reach one person."""
    return reach_by(person, ContactRules.objects.filter(participant=person).first())


def reaches(people: Iterable[Participant]) -> dict[UUID, Reach]:
    """Return how to reach each of these people, with one statement."""
    found = {person.pk: person for person in people}
    rules = {row.participant_id: row for row in ContactRules.objects.filter(participant__in=list(found))}
    return {key: reach_by(person, rules.get(key)) for key, person in found.items()}
