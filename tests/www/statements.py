"""The statements of one page."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

SETTINGS = ("BEGIN", "COMMIT", "set_config", "SAVEPOINT", "pg_backend_pid", "current_setting")
"""Telling PostgreSQL who acts, and where to go back to: no look at a table."""


def asked(client, address: str) -> list[str]:
    """Return the statements that looked at a table for one page, the second time it is opened."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    found = [query["sql"] for query in seen.captured_queries]
    return [sql for sql in found if not any(word in sql for word in SETTINGS)]
