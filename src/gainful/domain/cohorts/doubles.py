"""Who may have applied twice: the same address, phone or name in one cohort, or somebody whom the agency knows."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db.models import Q, QuerySet

from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.states import OPEN_APPLICATIONS
from gainful.domain.participants.models import Participant

_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class _Seen:
    pk: UUID
    applied_at: datetime
    distinct_at: datetime | None

    def is_apart_from(self, other: _Seen) -> bool:
        """Whether somebody told the two apart: said of one of them while the other was there already."""
        return any(
            one.distinct_at is not None and one.distinct_at >= two.applied_at
            for one, two in ((self, other), (other, self))
        )


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(
        sorted("".join(c if c.isalpha() else " " for c in letters if not unicodedata.combining(c)).split())
    )


def _keys(row: Application) -> list[tuple[str, str]]:
    phone = _NOT_DIGIT.sub("", row.phone)[-10:]
    found = [("email", row.email.casefold()), ("phone", phone), ("name", _plain(row.name))]
    return [
        *(key for key in found if key[1]),
        *([("person", str(row.participant_id))] if row.participant_id else []),
    ]


def doubles(cohort: Cohort) -> dict[UUID, set[UUID]]:
    """Return, for each open application that may be somebody's second one, the others it may be one with.

    Somebody found to be a person of their own is told apart from whoever had applied by then, so that a household's
    shared phone is asked about once; of whoever applies later under the same name, phone or address it says nothing.
    """
    rows = cohort.applications.filter(status__in=OPEN_APPLICATIONS).only(
        "id", "name", "email", "phone", "participant_id", "distinct_at", "applied_at"
    )
    groups: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for row in rows:
        for key in _keys(row):
            groups[key].append(_Seen(row.pk, row.applied_at, row.distinct_at))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for seen in groups.values():
        for one, two in combinations(seen, 2):
            if not one.is_apart_from(two):
                found[one.pk].add(two.pk)
                found[two.pk].add(one.pk)
    return dict(found)


def known_people(application: Application) -> QuerySet[Participant]:
    """Return people whom the actor may see and who may be the applicant: the same address, phone or name."""
    wanted = Q(name__iexact=application.name)
    if application.email:
        wanted |= Q(email__iexact=application.email)
    if application.phone:
        wanted |= Q(phone=application.phone)
    return Participant.objects.filter(wanted).order_by("name", "code", "id")[:10]
