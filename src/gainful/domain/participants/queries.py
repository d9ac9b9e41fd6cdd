"""What others may read of participants; the database shows only what a consent opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import require
from gainful.domain.participants.duplicate_queries import kept_person
from gainful.domain.participants.models import (
    BUSY,
    Barrier,
    Consent,
    ImportBatch,
    ImportRow,
    Layoff,
    Participant,
    ReadLog,
    WorkHistory,
)
from gainful.domain.participants.pool import pool
from gainful.engine.occupations import load_reference
from gainful.engine.text.company_names import plain_company

__all__ = [
    "ahead_of",
    "busy_imports",
    "coached",
    "consents_of",
    "helpers_of",
    "ids_found",
    "import_batches",
    "last_job",
    "layoffs_of",
    "lookers_of",
    "my_record",
    "people",
    "person",
    "pool",
    "reads_of",
    "refused_rows",
    "roster_of",
    "rosters_from",
    "with_open_needs",
]

SORTS = {
    "name": ("name", "code", "id"),
    "-name": ("-name", "-code", "id"),
    "updated": ("-updated_at", "id"),
    "code": ("code", "id"),
}


def people(actor: Actor, filters: Mapping[str, Any] | None = None) -> QuerySet[Participant]:
    """Return the people the acting organization may see; `q`, `scenario`, `support`, `occupation`, `sort` narrow it."""
    require(actor, "read")
    wanted = filters or {}
    last = WorkHistory.objects.filter(participant=OuterRef("pk")).order_by(
        F("end").desc(nulls_first=True), F("start").desc(nulls_last=True), "id"
    )
    rows = Participant.objects.annotate(
        last_title=Subquery(last.values("title")[:1]), last_code=Subquery(last.values("occupation_code")[:1])
    ).prefetch_related(Prefetch("barriers", Barrier.objects.filter(resolved_at=None), "open_barriers"))
    if text := str(wanted.get("q") or "").strip():
        rows = rows.filter(_found(text))
    if scenario := wanted.get("scenario"):
        rows = rows.filter(scenario=scenario)
    if support := wanted.get("support"):
        rows = rows.filter(
            pk__in=Barrier.objects.filter(kind=support, resolved_at=None).order_by().values("participant_id")
        )
    if occupation := wanted.get("occupation"):
        rows = rows.filter(
            pk__in=WorkHistory.objects.filter(occupation_code=occupation).order_by().values("participant_id")
        )
    return rows.order_by(*SORTS.get(str(wanted.get("sort")), SORTS["name"]))


def last_job(person: Participant) -> str:
    """Return the last job of a person of `people` in words: as told, else the name of its occupation, else nothing."""
    told: str | None = person.last_title  # type: ignore[attr-defined]
    code: str | None = person.last_code  # type: ignore[attr-defined]
    if told or not code:
        return told or ""
    try:
        return load_reference().occupation(code).title
    except KeyError:
        return code


def _found(text: str) -> RawSQL:
    """Return the condition that a person's name or ID holds this text, or their address is it."""
    sql = "participants_participant.id = ANY (ARRAY(SELECT gainful.found_people(%s)))"
    return RawSQL(sql, [text], output_field=BooleanField())  # noqa: S611 - the text is a parameter


def ids_found(text: str) -> set[str]:
    """Return the ids of the people the actor may see whose name or ID holds this text, or whose address it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.found_people(%s)::text", [text])
        return {row[0] for row in cursor.fetchall()}


def person(pk: UUID) -> Participant | None:
    """Return one person with everything the actor may see of them, or None where nothing may be seen.

    The id of a record that was put into another leads to that one.
    """
    found = _whole().filter(pk=pk, merged_into=None).first()
    if found is None and (kept := kept_person(pk)):
        found = _whole().filter(pk=kept).first()
    return found


def _whole() -> QuerySet[Participant]:
    return (
        Participant.objects.select_related("registered_by")
        .prefetch_related("jobs", "credentials", "competencies", "documents")
        .prefetch_related(Prefetch("barriers", Barrier.objects.filter(resolved_at=None), "open_barriers"))
    )


def my_record(actor: Actor) -> Participant | None:
    """Return the signed-in person's own record, or None where they have none yet."""
    return None if actor.user is None else _whole().filter(user=actor.user).first()


def consents_of(participant: Participant) -> QuerySet[Consent]:
    """Return the person's consents that the actor may see, newest first."""
    return Consent.objects.filter(participant=participant).select_related("organization", "attested_by")


def reads_of(participant: Participant) -> QuerySet[ReadLog]:
    """Return who looked at the record, newest first."""
    return ReadLog.objects.filter(participant=participant)


def lookers_of(participant: Participant) -> QuerySet[Any, Any]:
    """Return `reader`, `organization_name`, `looks` and `last` of each who looked at the record, the last one first."""
    rows = ReadLog.objects.filter(participant=participant).order_by()
    counted = rows.values("reader", "organization_name").annotate(looks=Count("pk"), last=Max("at"))
    return counted.order_by("-last", "reader", "organization_name")


def helpers_of(participant: Participant) -> dict[UUID, Organization]:
    """Return the organizations a person may let in: the one that registered them and those they consented to before."""
    known = {participant.registered_by_id: participant.registered_by}
    return known | {consent.organization_id: consent.organization for consent in consents_of(participant)}


def coached(actor: Actor, filters: Mapping[str, Any] | None = None) -> QuerySet[Participant]:
    """Return people with open support needs first, most needs on top; narrowed as `people`."""
    return (
        people(actor, filters)
        .annotate(needs=Count("barriers", filter=Q(barriers__resolved_at=None, barriers__is_removable=True)))
        .order_by("-needs", "name", "code", "id")
    )


def with_open_needs(actor: Actor, filters: Mapping[str, Any] | None = None) -> QuerySet[Participant]:
    """Return people with an open support need in the order in which they were registered; narrowed as `people`.

    For lists too long to count everybody's needs: PostgreSQL looks at no more people than the page shows.
    """
    needs = Barrier.objects.filter(participant=OuterRef("pk"), resolved_at=None, is_removable=True)
    return people(actor, filters).filter(Exists(needs.order_by())).order_by("id")


MOST_LAYOFFS = 2_000
"""Layoffs of an agency, newest first, among which those of an employer are looked for."""


def layoffs_of(actor: Actor) -> QuerySet[Layoff]:
    """Return the organization's layoffs with `people` (how many of a roster the actor may see), newest notice first."""
    require(actor, "read")
    rows = Layoff.objects.filter(organization=actor.organization)
    return rows.annotate(people=Count("places")).order_by("-notice_on", "employer", "id")


def rosters_from(actor: Actor, employers: Iterable[str]) -> list[Layoff]:
    """Return the organization's layoffs of these employers, however their names were typed, newest notice first."""
    wanted = {plain_company(name) for name in employers}
    return [row for row in layoffs_of(actor)[:MOST_LAYOFFS] if plain_company(row.employer) in wanted]


def roster_of(layoff: Layoff) -> set[str]:
    """Return the ids of a roster's people whom the actor may see."""
    return {str(pk) for pk in layoff.places.order_by().values_list("participant_id", flat=True)}


def import_batches(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the organization's imports, newest first, without their file."""
    require(actor, "import workforce" if actor.role == "employer" else "import")
    return ImportBatch.objects.filter(organization=actor.organization).defer("data")


def busy_imports(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the organization's imports that wait for the background work or are in it."""
    return import_batches(actor).filter(status__in=BUSY)


def ahead_of(batch: ImportBatch) -> int:
    """Return how many imports of the organization stand before this one in the queue."""
    before = ImportBatch.objects.filter(status__in=BUSY, queued_at__lt=batch.queued_at)
    return before.exclude(pk=batch.pk).count()


def refused_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Return the lines of a long file that cannot be used, as a look in the background has kept them."""
    return ImportRow.objects.filter(batch=batch)
