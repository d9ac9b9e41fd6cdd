"""A cursor for a few long questions whose plan PostgreSQL keeps: with row security on thirty tables, to plan one takes
longer than to answer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.db import connection
from psycopg import Cursor

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

HELD = 8
"""Statements that a connection keeps: each holds some megabytes of plan."""
NEVER = 2**31
"""How often another statement would be met before the driver prepared it by itself; with none it prepares nothing."""


class _KeptPlan(Cursor[Any]):
    """Sends a statement once and its values each time; values never become part of the statement."""

    name = "kept plan"
    """The library of the history puts nothing before statements of a cursor with a name: what only reads needs none."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> _KeptPlan:
        """Run a statement that is prepared when it is first met on this connection."""
        return super().execute(query, params, prepare=True, **options)


@contextmanager
def kept_plan() -> Iterator[Any]:
    """Yield a cursor whose statements are planned once for a connection, not each time.

    For reading only. The plan is made for any values, so it suits a statement whose way does not hang on them; row
    security is part of it and asks of each run who the actor is. A pooler that hands a connection on after each
    transaction must let prepared statements through.
    """
    connection.ensure_connection()
    connection.connection.prepared_max, connection.connection.prepare_threshold = HELD, NEVER
    keeping = cast("CursorWrapper", _KeptPlan(connection.connection))
    with connection.cursor() as asked, connection.make_cursor(keeping) as cursor:
        asked.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        yield cursor
        asked.execute("SET LOCAL plan_cache_mode = auto")
