"""What a look finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection


class State(StrEnum):
    """How a finding stands."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, how it stands, and what was found or what to do."""

    name: str
    state: State
    said: str


def rows(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """Ask the database of this request or command."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
