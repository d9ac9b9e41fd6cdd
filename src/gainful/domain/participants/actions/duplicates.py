"""Look for records that may be of one person; say that two are two people; bring a pair up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import require
from gainful.domain.participants.duplicate_queries import own_people
from gainful.domain.participants.models import DuplicatePair, Participant
from gainful.domain.participants.states import PAIR_RULES, PairState
from gainful.engine.linkage import Likely, Written, likely_duplicates

MOST_PAIRS = 5_000
"""Pairs that one search keeps: a longer list is read by nobody."""


@transaction.atomic
def find_duplicates(actor: Actor, organization: Organization) -> int:
    """Compare everybody that the agency registered and sees; returns how many pairs wait to be looked at.

    What was decided stays: two people who were told apart are not brought up again.
    """
    require(actor, "merge")
    if actor.role != SYSTEM_ROLE and actor.organization_id != organization.pk:
        raise PermissionDenied("A manager looks through the list of their own agency.")
    found = likely_duplicates(_written(organization))[:MOST_PAIRS]
    wanted = {_in_order(UUID(str(pair.first)), UUID(str(pair.second))): pair for pair in found}
    there = {
        (pair.first_id, pair.second_id): pair
        for pair in DuplicatePair.objects.filter(organization=organization)
    }
    gone = [pair.pk for key, pair in there.items() if pair.state == PairState.OPEN and key not in wanted]
    DuplicatePair.objects.filter(pk__in=gone).delete()
    for key, likely in wanted.items():
        pair = there.get(key)
        if pair is None:
            DuplicatePair.objects.create(
                organization=organization, first_id=key[0], second_id=key[1], weight=likely.weight,
                parts=_parts(likely, swapped=key[0] != UUID(str(likely.first))),
            )  # fmt: skip
        elif pair.state == PairState.OPEN and abs(pair.weight - likely.weight) > 0.01:
            pair.weight, pair.parts = likely.weight, _parts(likely)
            pair.save(update_fields=["weight", "parts"])
    return DuplicatePair.objects.filter(organization=organization, state=PairState.OPEN).count()


def _written(organization: Organization) -> Iterable[Written]:
    rows = own_people(organization).order_by("created_at", "id")
    columns = ("id", "name", "birth_date", "email", "phone", "postal_code")
    return (Written(*row) for row in rows.values_list(*columns).iterator(chunk_size=5000))


def _in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)


def _parts(likely: Likely, *, swapped: bool = False) -> list[Mapping[str, Any]]:
    """Return what agrees without the values: those stand in the records, and go when a record is erased."""
    del swapped
    return [{"field": part.field, "words": part.words, "weight": part.weight} for part in likely.parts]


def pair_of(organization: Organization, one: Participant, other: Participant) -> DuplicatePair:
    """Return the pair of two records, made where no search has found them."""
    first, second = _in_order(one.pk, other.pk)
    found: DuplicatePair = DuplicatePair.objects.get_or_create(
        organization=organization, first_id=first, second_id=second
    )[0]
    return found


def decide(actor: Actor, pair: DuplicatePair, verb: str, note: str = "") -> DuplicatePair:
    """Write what a manager found of a pair; ValidationError where somebody found something meanwhile."""
    rule = PAIR_RULES[verb]
    with acting_in("decide_pair"):
        done = DuplicatePair.objects.filter(pk=pair.pk, state__in=sorted(rule.states)).update(
            state=rule.to, decided_by=actor.user, decider_name=str(actor.user or "")[:200],
            decided_at=timezone.now(), note=note.strip()[:400],
        )  # fmt: skip
    if not done:
        raise ValidationError(_("Somebody decided on these two meanwhile. Reload the page."))
    pair.refresh_from_db()
    return pair


@transaction.atomic
def tell_apart(actor: Actor, one: Participant, other: Participant, *, note: str = "") -> DuplicatePair:
    """Say that two records are of two people; the list does not show them again."""
    require(actor, "merge")
    organization = _organization(actor, one)
    return decide(actor, pair_of(organization, one, other), "tell_apart", note)


@transaction.atomic
def look_again(actor: Actor, one: Participant, other: Participant) -> DuplicatePair:
    """Put a pair that was told apart back on the list."""
    require(actor, "merge")
    return decide(actor, pair_of(_organization(actor, one), one, other), "look_again")


def _organization(actor: Actor, person: Participant) -> Organization:
    organization = actor.organization or person.registered_by
    if not isinstance(organization, Organization):
        raise PermissionDenied("A manager of the agency decides on its records.")
    return organization
