"""What must hold of the whole database and no single statement sees: asked each night, told to the operator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef
from pghistory.models import Event

from gainful.domain.accounts.actor import acting_as_system

MOST = 20
SEALS = "SELECT * FROM gainful.seals_broken() LIMIT %s"
NOT_VALID = """
SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid
UNION ALL SELECT 'constraint ' || conname || ' of ' || conrelid::regclass FROM pg_constraint WHERE NOT convalidated"""


def differences() -> list[str]:
    """Return what does not hold, in words, at most twenty of a kind; empty where all is well.

    History verifies; each row that has a history has its beginning; no index or constraint was left half-made.
    """
    with acting_as_system("consistency looked at"):
        return [*_seals(), *_without_history(), *_half_made()]


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _seals() -> Iterator[str]:
    for row in _rows(SEALS, [MOST]):
        yield f"history does not verify: {row}"


def _without_history() -> Iterator[str]:
    """Yield tables with rows that no history begins: something wrote past the triggers."""
    for event in apps.get_models():
        if not issubclass(event, Event) or event._meta.abstract or event._meta.proxy:  # noqa: SLF001
            continue
        tracked: Any = event.pgh_tracked_model  # type: ignore[attr-defined]
        if tracked is None:
            continue
        known = event._default_manager.filter(pgh_obj_id=OuterRef("pk"))  # noqa: SLF001
        missing = list(
            tracked._default_manager.filter(~Exists(known)).order_by().values_list("pk", flat=True)[:MOST]  # noqa: SLF001
        )
        if missing:
            yield f"{tracked._meta.db_table}: {len(missing)} or more rows without history, {missing[0]} first"  # noqa: SLF001


def _half_made() -> Iterator[str]:
    for (name,) in _rows(NOT_VALID, []):
        yield f"{name} is not valid"
