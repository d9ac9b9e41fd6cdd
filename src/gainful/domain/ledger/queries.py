"""What others may read of the ledger: rows, and plan against actual."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from gainful.domain.ledger.models import LedgerRow
from gainful.engine.mix.actual import Comparison, Spent, compare
from gainful.engine.mix.shares import Part


def rows_of_plan(plan_id: UUID) -> QuerySet[LedgerRow]:
    """Return the rows of a plan that the actor may see, what happened last first."""
    found = LedgerRow.objects.filter(source_kind="plan", source_id=str(plan_id))
    return found.select_related("participant", "fund", "corrected_by").order_by(
        "-is_actual", "-day", "-created_at", "id"
    )


def plan_against_actual(plan_id: UUID) -> Comparison:
    """Return a plan's hours and dollars against what happened, all people counted."""
    return _compared("plan", [str(plan_id)])


def rows_of_person(person_id: UUID) -> QuerySet[LedgerRow]:
    """Return the rows about a person that the actor may see, what happened last first."""
    found = LedgerRow.objects.filter(participant_id=person_id)
    return found.select_related("organization", "program", "fund", "corrected_by").order_by(
        "-is_actual", "-day", "-created_at", "id"
    )


def rows_about_me(person_id: UUID) -> list[dict[str, object]]:
    """Return a person's rows as plain values, for the file of everything that is kept about them."""
    names = ("day", "part", "label", "minutes", "cost", "is_actual", "organization__name", "program__name")
    return list(rows_of_person(person_id).values(*names))


def person_against_actual(person_id: UUID) -> Comparison:
    """Return what is planned for a person against what happened, as far as the actor may see."""
    rows = LedgerRow.objects.filter(participant_id=person_id).order_by().values("is_actual", "part")
    return _of_sums(
        (row["is_actual"], row["part"], row["minutes"], row["cost"])
        for row in rows.annotate(minutes=Sum("minutes"), cost=Sum("cost"))
    )


def people_against_actual(people: QuerySet[Any, Any], program_id: UUID) -> Comparison:
    """Return what a program planned for people against what happened, as far as the actor may see; `people` are ids."""
    rows = LedgerRow.objects.filter(participant__in=people, program=program_id).order_by()
    return _of_sums(
        (row["is_actual"], row["part"], row["minutes"], row["cost"])
        for row in rows.values("is_actual", "part").annotate(minutes=Sum("minutes"), cost=Sum("cost"))
    )


def program_against_actual(program_id: UUID) -> Comparison:
    """Return a program's planned hours and dollars against what happened."""
    return _compared("program", [str(program_id)])


def _compared(kind: str, ids: list[str]) -> Comparison:
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_actual, part, minutes, cost FROM gainful.ledger_sums(%s, %s)", [kind, ids])
        return _of_sums(cursor.fetchall())


def _of_sums(rows: Iterable[tuple[bool, str, int | None, Decimal | None]]) -> Comparison:
    sums: dict[bool, dict[Part, Spent]] = {False: {}, True: {}}
    for is_actual, part, minutes, cost in rows:
        sums[is_actual][Part(part)] = Spent(minutes=minutes, cost=None if cost is None else Decimal(cost))
    return compare(sums[False], sums[True])
