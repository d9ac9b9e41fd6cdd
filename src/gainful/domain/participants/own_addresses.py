"""What an erasure reaches by an address: what the person has shown to be theirs everywhere, else where they are known.

Whoever registers a person types the address. Were it taken for theirs everywhere, an agency could write somebody's
address into a record of its own, erase that, and so delete what others keep under it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q

from gainful.domain.accounts.addresses import confirmed_address
from gainful.domain.participants.models import Consent, Participant


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """Addresses and numbers of one person, as the system sees them."""

    shown: frozenset[str]
    """the confirmed address of their account, in small letters"""
    typed: frozenset[str]
    """what stands in their record or account beside it"""
    known_to: frozenset[UUID]
    """the organizations that registered them or were let in: there the typed ones count, too"""

    def rows(self, column: str, organization: str = "organization_id") -> Q:
        """Return the condition on rows that are this person's by an address."""
        here = Q(**{f"{organization}__in": self.known_to})
        found = Q(pk__in=[])
        for address in sorted(self.shown):
            found |= Q(**{f"{column}__iexact": address})
        for address in sorted(self.typed):
            found |= here & Q(**{f"{column}__iexact": address})
        return found

    def at(self, organization: UUID) -> frozenset[str]:
        """Return what is theirs in the files and rows of one organization."""
        return self.shown | self.typed if organization in self.known_to else self.shown

    def alone(self, others: Iterable[str]) -> OwnAddresses:
        """Return them without those that others have, too."""
        taken = {address.lower() for address in others}
        return replace(
            self,
            shown=frozenset(each for each in self.shown if each not in taken),
            typed=frozenset(each for each in self.typed if each.lower() not in taken),
        )

    def without_shared(self, person: Participant) -> OwnAddresses:
        """Return them without those under which somebody else of these records is reached."""
        every = self.shown | self.typed
        others = Participant.objects.exclude(pk=person.pk)
        return self.alone(
            each
            for each in every
            if others.filter(email__iexact=each).exists() or others.filter(phone=each).exists()
        )


def own_addresses(person: Participant, *more: str) -> OwnAddresses:
    """Return a person's addresses and numbers, with others that stand in their rules of contact; as the system."""
    account = person.user.email if person.user else ""
    shown = {address for address in (confirmed_address(person.user),) if address}
    typed = {each for each in (person.email, person.phone, account, *more) if each}
    known = {
        person.registered_by_id,
        *Consent.objects.filter(participant=person).values_list("organization_id", flat=True),
    }
    return OwnAddresses(
        frozenset(shown), frozenset(each for each in typed if each.lower() not in shown), frozenset(known)
    )
