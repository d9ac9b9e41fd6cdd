"""What others may read of a person's word that another agency's record is theirs, too."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import require
from gainful.domain.participants.duplicate_queries import AGREES, FIELDS, own_people
from gainful.domain.participants.models import Participant, RecordClaim
from gainful.domain.participants.queries import helpers_of
from gainful.domain.participants.states import ClaimState

MOST = 200
LIKELY = 0.02
"""Probability from which a record is shown beside a claim: the person says it is theirs, so little is enough."""


def agencies_to_ask(person: Participant) -> QuerySet[Organization]:
    """Return the agencies that a person may tell: any but those that the record is shared with already."""
    return (
        Organization.objects.filter(kind="agency").exclude(pk__in=helpers_of(person)).order_by("name", "id")
    )


def claims_of(person: Participant) -> QuerySet[RecordClaim]:
    """Return what a person told agencies, newest first."""
    return (
        RecordClaim.objects.filter(participant=person)
        .select_related("organization")
        .order_by("-asked_at", "id")
    )


def claims_to_us(actor: Actor, *, state: str = ClaimState.ASKED) -> QuerySet[RecordClaim]:
    """Return what people told the acting agency, those that wait longest first."""
    require(actor, "merge")
    return RecordClaim.objects.filter(organization=actor.organization, state=state).order_by("asked_at", "id")


def claim(claim_id: UUID) -> RecordClaim | None:
    """Return one claim that the actor may see, or None."""
    return RecordClaim.objects.filter(pk=claim_id).select_related("organization").first()


def told_own_address(told: RecordClaim) -> bool:
    """Say whether the address in a claim is one that whoever claims has shown to be theirs: anybody can type one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.told_own_address(%s)", [told.pk])
        return bool(cursor.fetchone()[0])


def candidates(actor: Actor, told: RecordClaim) -> list[tuple[Participant, list[str]]]:
    """Return who of the acting agency's own list this may be, with what agrees, the likeliest first.

    The claim is compared with the agency's own records alone; nothing of the person's own record is read.
    """
    require(actor, "merge")
    from gainful.engine.linkage import Written, likely_duplicates

    last = re.split(r"[\s,]+", told.name.strip())[-1]
    near = Q(name__icontains=last) if last else Q(pk=None)
    for field, value in (("code", told.code), ("email__iexact", told.email), ("birth_date", told.birth_date)):
        if value:
            near |= Q(**{field: value})
    if digits := re.sub(r"\D", "", told.phone)[-4:]:
        near |= Q(phone__endswith=digits)
    people = {str(row.pk): row for row in own_people(actor.organization).filter(near).order_by("id")[:MOST]}
    asked = Written("claim", told.name, told.birth_date, told.email, told.phone, "")
    written = [
        Written(key, row.name, row.birth_date, row.email, row.phone, row.postal_code)
        for key, row in people.items()
    ]
    found = {}
    for pair in likely_duplicates([asked, *written], least=LIKELY):
        if "claim" in (str(pair.first), str(pair.second)):
            key = str(pair.second if str(pair.first) == "claim" else pair.first)
            found[key] = [
                f"{FIELDS.get(part.field, part.field)}: {AGREES.get(part.words, part.words)}"
                for part in pair.parts
                if part.words not in {"empty on a side", "different"}
            ]
    by_code = [key for key, row in people.items() if told.code and row.code == told.code and key not in found]
    return [(people[key], found.get(key, [])) for key in [*by_code, *found]]
