"""What a directory file holds after reading: HSDS 3 services, each with its organization and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

Record = dict[str, Any]
Rows = dict[str, list[dict[str, Any]]]
"""Rows of tables by the table's name: of CSV files, or of a JSON file with all tables."""


@dataclass(slots=True)
class Directory:
    """Services in the nested JSON form of HSDS 3, organizations without a service, and what was said while reading."""

    version: str
    services: list[Record] = field(default_factory=list)
    organizations: list[Record] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    """What the file holds and HSDS 3 has no place for, in sentences; nothing is dropped without one."""
    notes: list[str] = field(default_factory=list)
    """What was changed to fit: ids made anew, tables put together."""


class UnreadableDirectory(ValueError):  # noqa: N818 - named as the person sees it
    """The file is no service directory: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def as_uuid(text: object, kind: str) -> str:
    """Return an id as HSDS 3 wants it: itself where it is a UUID, else one made from kind and id, always the same."""
    try:
        return str(UUID(str(text)))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"hsds:{kind}:{text}"))


def number(text: object) -> float | int | None:
    """Return a number of a cell, None where it holds none."""
    try:
        found = float(str(text).strip())
    except ValueError:
        return None
    return int(found) if found.is_integer() else found


def without_empty(row: Mapping[str, Any]) -> Record:
    """Return the cells that say something."""
    return {key: value for key, value in row.items() if value not in (None, "")}
