"""Keep the roster of an employer that lets people go: the people of a file become a pool of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.models import Layoff, LayoffPlace

LONGEST = timedelta(days=3 * 365)
"""Between notice and last day: a longer one is a slip of the pen (assumption)."""


@dataclass(frozen=True, slots=True)
class LayoffTerms:
    """What is known of a layoff before its people are."""

    employer: str
    notice_on: date
    last_day: date | None = None

    def as_options(self) -> dict[str, Any]:
        """Return it as plain values, to wait with the file."""
        last = self.last_day.isoformat() if self.last_day else None
        return {"employer": self.employer, "notice_on": self.notice_on.isoformat(), "last_day": last}


def terms_from(options: Mapping[str, Any]) -> LayoffTerms | None:
    """Return what waited with a file, None where it is no roster."""
    found = options.get("layoff")
    if not found:
        return None
    last = found.get("last_day")
    return LayoffTerms(
        found["employer"], date.fromisoformat(found["notice_on"]), date.fromisoformat(last) if last else None
    )


def check_terms(terms: LayoffTerms) -> LayoffTerms:
    """Return the terms; ValidationError by field where they cannot be."""
    if not terms.employer.strip():
        raise ValidationError({"employer": _("Say which employer lets people go.")})
    if terms.last_day is not None and terms.last_day < terms.notice_on:
        raise ValidationError({"last_day": _("The last day lies before the notice.")})
    if terms.last_day is not None and terms.last_day - terms.notice_on > LONGEST:
        raise ValidationError({"last_day": _("The last day lies more than three years after the notice.")})
    return terms


@transaction.atomic
def keep_roster(actor: Actor, terms: LayoffTerms, people: Iterable[UUID]) -> Layoff:
    """Keep these people as the roster of a layoff; a second file of the same notice adds to it."""
    require(actor, "import")
    check_terms(terms)
    layoff, _made = Layoff.objects.get_or_create(
        organization=actor.organization, employer=terms.employer.strip()[:200], notice_on=terms.notice_on,
        defaults={"last_day": terms.last_day, "created_by": actor.user},
    )  # fmt: skip
    known = set(layoff.places.values_list("participant_id", flat=True))
    LayoffPlace.objects.bulk_create(
        (LayoffPlace(layoff=layoff, participant_id=person) for person in set(people) - known),
        batch_size=1000,
    )
    return layoff
