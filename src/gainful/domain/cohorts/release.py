"""Which employers train their own people in a cohort, and whether each has agreed to let them go for the hours."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.models import Cohort, CohortOpening, ReleaseAgreement
from gainful.domain.cohorts.seats import SeatLimit, seat_limits
from gainful.domain.organizations.models import Organization


def internal_employers(cohort: Cohort) -> dict[UUID, Organization]:
    """Return the employers whose internal openings stand behind a cohort."""
    rows = cohort.opening_rows.filter(released_at=None, opening__job_order__is_internal=True)
    return employers_of(rows.select_related("opening__job_order__employer"))


def employers_of(rows: Iterable[CohortOpening]) -> dict[UUID, Organization]:
    """Return the employers whose internal openings are among these rows, read with their job orders."""
    orders = (row.opening.job_order for row in rows)
    return {order.employer.pk: order.employer for order in orders if order.is_internal and order.employer}


def is_internal(cohort: Cohort) -> bool:
    """Return whether a cohort is for people employed already: every opening behind it is an internal one."""
    rows = cohort.opening_rows.filter(released_at=None).values_list(
        "opening__job_order__is_internal", flat=True
    )
    return bool(kinds := set(rows)) and all(kinds)


def unsigned_employers(cohort: Cohort) -> list[Organization]:
    """Return the employers who train their own people here and have signed no agreement that holds."""
    signed = set(
        cohort.releases.filter(signed_at__isnull=False, withdrawn_at=None).values_list(
            "employer_id", flat=True
        )
    )
    return [each for key, each in internal_employers(cohort).items() if key not in signed]


def releases_for(actor: Actor) -> QuerySet[ReleaseAgreement]:
    """Return the agreements put before the acting employer, what waits first."""
    rows = ReleaseAgreement.objects.filter(employer=actor.organization, withdrawn_at=None)
    return rows.order_by("-signed_at", "-proposed_at", "id")


def releases_of(cohort: Cohort) -> QuerySet[ReleaseAgreement]:
    """Return the agreements of a cohort that the actor may read, refused and withdrawn ones too."""
    return cohort.releases.select_related("employer")


def promised_to(cohort_id: UUID) -> list[ReleaseAgreement]:
    """Return what employers signed for a cohort, for whoever applied to it or is in it."""
    rows = ReleaseAgreement.objects.filter(cohort=cohort_id, signed_at__isnull=False, withdrawn_at=None)
    return list(rows.select_related("employer"))


def release_limits(rows: Iterable[ReleaseAgreement]) -> dict[UUID, SeatLimit]:
    """Return, by cohort, the seats of each agreement's cohort beside the openings behind them.

    The employer that is asked reads this of a cohort that is not open yet, of which it reads nothing else.
    """
    wanted = list({row.cohort_id for row in rows})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cohort, program, seats, status, expected_rate::text FROM gainful.released_seats(%s)",
            [wanted],
        )
        found = [
            Cohort(pk=pk, program_id=program, seats=seats, status=status, expected_rate=json.loads(rate))
            for pk, program, seats, status, rate in cursor.fetchall()
        ]
    return seat_limits(found)


def limits_asked(actor: Actor, wanted: Iterable[str]) -> dict[str, SeatLimit]:
    """Return the limits of agreements by their ids, as far as they are put before the acting employer."""
    ids = list(wanted)
    rows = list(releases_for(actor).filter(pk__in=ids)) if ids else []
    limits = release_limits(rows) if rows else {}
    return {str(row.pk): limits[row.cohort_id] for row in rows if row.cohort_id in limits}


def seats_told(limit: SeatLimit | None) -> str:
    """Return a mark of what an agreement says of seats beyond the openings; another mark says something else."""
    if limit is None or not limit.beyond:
        return ""
    return f"{limit.beyond}:{limit.override.pk if limit.override else ''}"
