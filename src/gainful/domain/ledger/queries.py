"""What others may read of the ledger: rows, and plan against actual."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

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


def program_against_actual(program_id: UUID) -> Comparison:
    """Return a program's planned hours and dollars against what happened."""
    return _compared("program", [str(program_id)])


def _compared(kind: str, ids: list[str]) -> Comparison:
    sums: dict[bool, dict[Part, Spent]] = {False: {}, True: {}}
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_actual, part, minutes, cost FROM gainful.ledger_sums(%s, %s)", [kind, ids])
        for is_actual, part, minutes, cost in cursor.fetchall():
            sums[is_actual][Part(part)] = Spent(minutes=minutes, cost=None if cost is None else Decimal(cost))
    return compare(sums[False], sums[True])
