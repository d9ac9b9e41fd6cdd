"""A cursor that sends one statement at a time: what was slipped into a query cannot bring a second one along."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

Cursor: Any = base.Cursor

CONTEXT = "SELECT set_config('pghistory.context_id', {}, true), set_config('pghistory.context_metadata', {}, true); "
LISTED = CONTEXT.format("%s", "%s")
NAMED = CONTEXT.format("%(pghistory__context_id)s", "%(pghistory__context_metadata)s")
IGNORED = "SELECT set_config('pgtrigger.ignore', %s, true); "
BEFORE = {LISTED: 2, IGNORED: 1, NAMED: 0}
"""What the libraries of the history put before a statement, as one of its own, and how many values it takes."""


class OneStatementCursor(Cursor):
    """Uses PostgreSQL's extended protocol always, which refuses several commands in one string."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Send a query; what the libraries of the history put before it goes out on its own."""
        while isinstance(query, str) and (
            found := next((one for one in BEFORE if query.startswith(one)), "")
        ):
            taken = BEFORE[found]
            super().execute(found.rstrip("; "), list(params)[:taken] if taken else params)
            query = query.removeprefix(found)
            if taken:
                params = list(params)[taken:] or None
        return super().execute(query, params, **options)

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:  # noqa: ARG002
        super()._execute_send(query, force_extended=True, binary=binary)
