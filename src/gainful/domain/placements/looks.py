"""That an employer looked at somebody who was introduced to them: noted in the person's read log."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection


def note_looks(introductions: Iterable[UUID], what: str) -> None:
    """Note one look of the acting employer, or the holder of their link, at each of these people, once an hour."""
    wanted = list(introductions)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.note_introductions_read(%s::uuid[], %s)", [wanted, what])
