"""What others may read of practice work."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet, Sum

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import Participant
from gainful.domain.support.access import require_staff
from gainful.domain.support.models import PracticeAgreement, PracticeSignature, PracticeWeek


def _whole() -> QuerySet[PracticeAgreement]:
    signatures = Prefetch("signatures", PracticeSignature.objects.order_by("signed_at", "id"))
    weeks = Prefetch("weeks", PracticeWeek.objects.order_by("-week_on", "id"))
    return PracticeAgreement.objects.prefetch_related(signatures, weeks)


def agreements(actor: Actor, *, state: str = "", search: str = "") -> QuerySet[PracticeAgreement]:
    """Return the agency's agreements that the actor may see, with `confirmed` hours, the latest start first."""
    found = PracticeAgreement.objects.filter(organization=require_staff(actor)).annotate(
        confirmed=Sum("weeks__hours", filter=Q(weeks__confirmed_at__isnull=False), default=Decimal(0))
    )
    if state:
        found = found.filter(state=state)
    if search:
        found = found.filter(
            Q(person_name__icontains=search) | Q(host_name__icontains=search) | Q(work__icontains=search)
        )
    return found.order_by("-starts_on", "id")


def agreement(row_id: UUID) -> PracticeAgreement | None:
    """Return one agreement that the actor may see, or None."""
    return _whole().select_related("participant", "organization").filter(pk=row_id).first()


def agreements_of(person: Participant) -> list[PracticeAgreement]:
    """Return a person's agreements that were sent, the latest start first."""
    found = _whole().select_related("participant", "organization").filter(participant=person)
    return list(found.exclude(state__in=["draft", "withdrawn"]).order_by("-starts_on", "id")[:20])


def linked_agreement(about_id: str, insider: str = "") -> PracticeAgreement | None:
    """Return the agreement that a link opens, without the person's record; the look is noted.

    `insider` is the member of the agency who is signed in at that browser: then it was theirs.
    """
    found = _whole().filter(pk=about_id).first()
    if found is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gainful.note_practice_read(%s)", [insider])
    return found


def week(row: PracticeAgreement, number: str) -> PracticeWeek | None:
    """Return one week of an agreement by its number, or None."""
    return next((each for each in row.weeks.all() if str(each.pk) == number), None)
