"""How an account comes to its record: the agency that invited it keeps one under its address, or one is begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.addresses import confirmed_address, looks_like_another
from gainful.domain.accounts.models import User
from gainful.domain.organizations.members import Membership, Role
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import Participant

TRIES_A_DAY, DAY_S = 5, 86_400
"""How often a birth date may be said for one record: who reads a family's mail may not try the days of a life."""


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """A record that could be the account's: whose name it bears, who keeps it, whether it asks for the birth date."""

    id: UUID
    name: str
    agency: str
    asks_birth_date: bool


def waiting_records(actor: Actor) -> list[WaitingRecord]:
    """Return the records under the account's confirmed address at agencies that invited it, which are nobody's yet.

    Empty where the account has a record, or where nobody has shown that its address is theirs: whoever invites sees the
    link and could open it themselves.
    """
    user = _without_record(actor)
    if user is None or not confirmed_address(user):
        return []
    with acting_as_system("own record"):
        return [
            WaitingRecord(row.pk, row.name, str(row.registered_by), row.birth_date is not None)
            for row in Participant.objects.filter(_could_be(user)).select_related("registered_by")[:10]
            if _is_told_apart(row)
        ]


def _without_record(actor: Actor) -> User | None:
    """Return the account of a participant that has no record yet, or None."""
    user = actor.user
    if user is None or actor.role != Role.PARTICIPANT:
        return None
    return None if Participant.objects.filter(user=user).exists() else user


def _could_be(user: User) -> Q:
    agencies = Membership.objects.filter(user=user, role=Role.PARTICIPANT, ended_at=None)
    return Q(
        registered_by__in=agencies.values("organization"), user=None, merged_into=None,
        email__iexact=confirmed_address(user),
    )  # fmt: skip


def _is_told_apart(record: Participant) -> bool:
    """Say whether the address, or the birth date, names this person alone: a family's mailbox names several people."""
    if looks_like_another(record.email):
        return False
    same = Participant.objects.filter(email__iexact=record.email, merged_into=None).exclude(pk=record.pk)
    return record.birth_date is not None or not same.filter(registered_by=record.registered_by_id).exists()


def _account(actor: Actor) -> User:
    user = _without_record(actor)
    if user is None:
        raise PermissionDenied(_("Only a participant without a record does this."))
    if not confirmed_address(user):
        raise ValidationError(_("Show first that %s is yours: open the link in our letter.") % user.email)
    return user


def take_up_record(actor: Actor, record_id: UUID, *, birth_date: date | None = None) -> Participant:
    """Make a record that waits under the account's address its own; ValidationError where it cannot be.

    A mailbox may be a family's: where the record holds a birth date, the person says it, a few times a day.
    """
    user = _account(actor)
    if birth_date is not None:  # counted whatever becomes of it: a transaction that fails would forget it
        said, _left = cache.hit(f"birth-date:{user.pk}:{record_id}", DAY_S)  # type: ignore[attr-defined]
        if said > TRIES_A_DAY:
            raise ValidationError(_("Too many dates were tried. Try again tomorrow, or ask the agency."))
    return _take_up(user, record_id, birth_date)


@transaction.atomic
def _take_up(user: User, record_id: UUID, birth_date: date | None) -> Participant:
    with acting_as_system("own record"):
        found = (
            Participant.objects.select_for_update(of=("self",)).filter(_could_be(user), pk=record_id).first()
        )
        if found is None or not _is_told_apart(found):
            raise ValidationError(_("This record is not open for you any more. Reload the page."))
        if found.birth_date is not None and found.birth_date != birth_date:
            raise ValidationError(
                {
                    "birth_date": [
                        _("This is not the birth date that the agency wrote down. Ask them to look.")
                    ]
                }
            )
        found.user = user
        found.save(update_fields=["user"])
    return found


@transaction.atomic
def begin_record(actor: Actor) -> Participant:
    """Begin a record of one's own at the agency that invited the account; nobody sees it before the person says so."""
    user = _account(actor)
    with acting_as_system("own record"):
        held = Membership.objects.filter(user=user, role=Role.PARTICIPANT, ended_at=None)
        first = held.select_related("organization").order_by("created_at", "id").first()
        agency = None if first is None else first.organization
        if agency is None:
            raise PermissionDenied(_("No agency has invited you."))
        person = Participant(
            registered_by=agency, user=user, code=f"own-{uuid4().hex[:12]}", name=user.name,
            email=confirmed_address(user),
        )  # fmt: skip
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError:  # the second of two tabs
            return Participant.objects.get(user=user)
        refresh_levels([person.pk])
    return person
