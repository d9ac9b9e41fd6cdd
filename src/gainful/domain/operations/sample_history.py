"""Takes samples out of history as an erasure does: digests stay, salts and content go, the chain still fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from pghistory.models import Event

from gainful.domain.accounts.models import User
from gainful.domain.operations.sample_links import ENDS_WITH_IT, chunks
from gainful.domain.organizations.models import Organization

Rows = Mapping[type[Model], Collection[Any]]
NAMED = """
SELECT id FROM pghistory_context
WHERE metadata ->> 'user' = ANY (%s) OR metadata ->> 'organization' = ANY (%s)"""


def erase_history(cursor: CursorWrapper, rows: Rows, erasure: UUID) -> int:
    """Delete what history holds of these rows, and of rows that hung on them and were deleted before; returns how many.

    What stays of a real row's past stays, even where a sample account made it.
    """
    erased, contexts = 0, set()
    for event in events():
        for condition, ids in _conditions(event, rows):
            for part in chunks(ids):
                cursor.execute(
                    f"DELETE FROM {event._meta.db_table} e WHERE {condition} RETURNING pgh_id, pgh_context_id",  # noqa: S608, SLF001
                    [part],
                )
                found = cursor.fetchall()
                contexts |= {context for _number, context in found}
                erased += len(found)
                for numbers in chunks([str(number) for number, _context in found]):
                    cursor.execute(
                        "SELECT gainful.free_seals(%s, %s, %s)",
                        [event._meta.db_table, numbers, erasure],  # noqa: SLF001
                    )
    _erase_contexts(cursor, rows, contexts - {None})
    return erased


def events() -> Iterator[type[Any]]:
    """Yield the models of history."""
    return (model for model in apps.get_models() if issubclass(model, Event) and model._meta.managed)  # noqa: SLF001


def _conditions(event: type[Any], rows: Rows) -> Iterator[tuple[str, Collection[Any]]]:
    tracked = event.pgh_tracked_model
    if rows.get(tracked):
        yield "e.pgh_obj_id = ANY (%s)", rows[tracked]
    meta = tracked._meta  # noqa: SLF001
    gone = f"NOT EXISTS (SELECT FROM {meta.db_table} t WHERE t.{meta.pk.column} = e.pgh_obj_id)"
    kept = {each.column for each in event._meta.concrete_fields}  # noqa: SLF001
    for each in meta.concrete_fields:
        hangs = each.remote_field is not None and each.remote_field.on_delete in ENDS_WITH_IT
        if hangs and each.column in kept and rows.get(each.related_model):
            yield f"e.{each.column} = ANY (%s) AND {gone}", rows[each.related_model]


def _erase_contexts(cursor: CursorWrapper, rows: Rows, contexts: set[Any]) -> None:
    """Delete who acted and why, where no history is left that says it."""
    cursor.execute(NAMED, [[str(pk) for pk in rows.get(model, ())] for model in (User, Organization)])
    left = contexts | {context for (context,) in cursor.fetchall()}
    for event in events():
        for part in chunks(left):
            cursor.execute(
                f"SELECT DISTINCT pgh_context_id FROM {event._meta.db_table} WHERE pgh_context_id = ANY (%s)",  # noqa: S608, SLF001
                [part],
            )
            left = left - {context for (context,) in cursor.fetchall()}
    for part in chunks(left):
        cursor.execute("DELETE FROM pghistory_context WHERE id = ANY (%s)", [part])
