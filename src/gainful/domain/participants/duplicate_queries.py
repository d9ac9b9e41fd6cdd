"""What others may read of records that may be of one person, and of those put together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import require
from gainful.domain.participants.models import Consent, DuplicatePair, Participant, RecordMerge, Scope
from gainful.domain.participants.states import PairState

FIELDS: dict[str, str | Promise] = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "suffix": _("Jr, Sr"),
    "birth_date": _("Birth date"),
    "email": _("Email address"),
    "phone": _("Phone"),
    "zip": _("ZIP code"),
}
AGREES: dict[str, str | Promise] = {
    "the same": _("the same"),
    "a familiar form of one another": _("a familiar form of one another"),
    "written nearly alike": _("written nearly alike"),
    "one begins with the other": _("one begins with the other"),
    "one of several first names": _("one of several first names"),
    "one part of a double name": _("one part of a double name"),
    "day and month swapped": _("day and month swapped"),
    "one digit apart": _("one digit apart"),
    "the same in two of day, month and year": _("the same in two of day, month and year"),
    "the same area (first three digits)": _("the same area (first three digits)"),
    "empty on a side": _("empty in one or both"),
    "different": _("different"),
}
"""The engine's words, for the screen."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field of two records beside each other."""

    field: str
    words: str
    ours: str
    theirs: str


def own_people(organization: Organization) -> QuerySet[Participant]:
    """Return people whom an agency registered and may see now, records that were put into another left out."""
    in_force = Consent.objects.filter(
        participant=OuterRef("pk"), organization=organization, revoked_at=None, expires_at__gt=timezone.now(),
        scopes__contains=[Scope.PROFILE],
    )  # fmt: skip
    found = Participant.objects.filter(registered_by=organization, merged_into=None)
    return found.filter(Exists(in_force.order_by()))


def pairs(actor: Actor, *, state: str = PairState.OPEN) -> QuerySet[DuplicatePair]:
    """Return the acting agency's pairs of a state, the surest first; of people whom it may still see."""
    require(actor, "merge")
    found = DuplicatePair.objects.filter(organization=actor.organization, state=state)
    return found.select_related("first", "second").order_by("-weight", "id")


def pair(actor: Actor, one: Participant, other: Participant) -> DuplicatePair | None:
    """Return what was found of two records, or None."""
    require(actor, "merge")
    first, second = sorted((one.pk, other.pk))
    return DuplicatePair.objects.filter(
        organization=actor.organization, first_id=first, second_id=second
    ).first()


def compared(one: Participant, other: Participant) -> list[Agreement]:
    """Return field by field how two records agree, with what both say."""
    from gainful.engine.linkage import Written, likely_duplicates

    told = [
        Written(who.pk, who.name, who.birth_date, who.email, who.phone, who.postal_code)
        for who in (one, other)
    ]
    found = likely_duplicates(told, least=0.0)
    if found:
        return [
            Agreement(
                str(FIELDS[part.field]),
                str(AGREES.get(part.words, part.words)),
                _shown(part.field, part.ours),
                _shown(part.field, part.theirs),
            )
            for part in found[0].parts
        ]
    both = [("first_name", "name"), ("birth_date", "birth_date"), ("email", "email"), ("phone", "phone"),
            ("zip", "postal_code")]  # fmt: skip
    return [
        Agreement(
            str(FIELDS[label]),
            "",
            _shown(key, str(getattr(one, key) or "")),
            _shown(key, str(getattr(other, key) or "")),
        )
        for label, key in both
    ]


def _shown(field: str, value: str) -> str:
    """Return a value as a page shows it: the engine compares days written as 1985-06-03."""
    if field != "birth_date":
        return value
    with suppress(ValueError):
        return date_format(date.fromisoformat(value))
    return value


def reasons(row: DuplicatePair) -> list[str]:
    """Return in words what agrees of a pair in a list."""
    return [
        f"{FIELDS.get(part['field'], part['field'])}: {AGREES.get(part['words'], part['words'])}"
        for part in row.parts
        if part["words"] not in {"empty on a side", "different"}
    ]


def merges(actor: Actor) -> QuerySet[RecordMerge]:
    """Return what the acting agency put together, newest first."""
    require(actor, "merge")
    return RecordMerge.objects.filter(organization=actor.organization).select_related("kept")


def merge(actor: Actor, merge_id: UUID) -> RecordMerge | None:
    """Return one merge that the actor may see, or None."""
    require(actor, "merge")
    return RecordMerge.objects.filter(pk=merge_id).select_related("kept", "organization").first()


def merges_of(person: Participant) -> QuerySet[RecordMerge]:
    """Return the merges into a person's record, newest first."""
    return RecordMerge.objects.filter(kept=person).select_related("organization")


def former_codes(person: Participant) -> list[str]:
    """Return the person IDs of records that were put into this one, as the merge of the acting agency names them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.former_codes(%s)", [person.pk])
        return [row[0] for row in cursor.fetchall()]


def kept_person(pk: UUID) -> UUID | None:
    """Return the record that an id leads to where its own was put into another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.kept_person(%s)", [pk])
        found: UUID | None = cursor.fetchone()[0]
    return found


def kept_codes(codes: Sequence[str]) -> dict[str, UUID]:
    """Return which of the acting agency's person IDs lead to another record now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, person FROM gainful.kept_codes(%s)", [list(codes)])
        return dict(cursor.fetchall())
