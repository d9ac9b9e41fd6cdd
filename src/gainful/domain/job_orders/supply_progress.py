"""How far talent supplier agreements are: each hire counts once, whoever else promised people for the same work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from gainful.domain.job_orders.queries import filled_openings
from gainful.domain.organizations.models import Partnership, SupplyAgreement
from gainful.domain.organizations.partnerships.queries import agreements_of
from gainful.domain.organizations.partnerships.states import AgreementStatus

Hire = tuple[UUID | None, str, date]
"""The employer, the occupation, the day."""


@dataclass(frozen=True, slots=True)
class Progress:
    """An agreement with how many were hired through openings kept here, within its time and for its occupation."""

    agreement: SupplyAgreement
    hired: int
    entered: int

    @property
    def total(self) -> int:
        """Everybody hired, those entered by hand too."""
        return self.hired + self.entered

    @property
    def is_late(self) -> bool:
        """Whether its time is over and people are missing."""
        held = self.agreement.status == AgreementStatus.AGREED
        return held and self.agreement.ends_on < timezone.localdate() and self.total < self.agreement.people


def progress_of(found: Partnership) -> list[Progress]:
    """Return the agreements of a partnership with their progress; nobody is counted for one that is only proposed."""
    rows: list[Any] = list(agreements_of(found))
    held = [row for row in rows if row.status != AgreementStatus.PROPOSED]
    filled = filled_openings(found.agency_id, {row.receiver_id for row in held}) if held else []
    hired = _shared_out(held, filled)
    return [Progress(row, hired[row.pk], row.entered or 0) for row in rows]


def _shared_out(agreements: Sequence[Any], hires: Iterable[Hire]) -> Counter[UUID]:
    """Return the hires of each agreement: each goes to the one that ends first and still lacks people.

    Nobody says which supplier sent somebody; so as many agreements are kept as can be. Who is beyond all of them is
    counted for the one that ends last.
    """
    counted: Counter[UUID] = Counter()
    for employer, code, day in sorted(hires, key=lambda hire: hire[2]):
        fitting = [
            row
            for row in sorted(agreements, key=lambda row: (row.ends_on, str(row.pk)))
            if (row.receiver_id, row.occupation_code) == (employer, code)
            and row.starts_on <= day <= row.ends_on
        ]
        if fitting:
            lacking = (row for row in fitting if counted[row.pk] + (row.entered or 0) < row.people)
            counted[next(lacking, fitting[-1]).pk] += 1
    return counted
