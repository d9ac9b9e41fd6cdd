"""Which column of a file is which field: a guess that the person who imports can change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gainful.exchange.cells import slug

CLOSE_ENOUGH = 0.86
"""Similarity above which a heading is taken for a field's name (typing errors, plurals)."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field a file may fill: its name, the headings people use for it, and whether every row needs it."""

    key: str
    label: str
    words: tuple[str, ...] = ()
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the heading it stands under, the value, and what to do."""

    column: str
    message: str
    value: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the problem as JSON-ready data."""
        return {"column": self.column, "message": self.message, "value": self.value[:200]}


def guess_mapping(header: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Return field key → heading: exact words first, then the closest spelling; a heading is used once."""
    left = {slug(heading, " "): heading for heading in reversed(header)}
    found: dict[str, str] = {}
    for field in fields:
        for word in (field.key, field.label, *field.words):
            if (name := slug(word, " ")) in left:
                found[field.key] = left.pop(name)
                break
    for field in fields:
        if field.key in found or not left:
            continue
        score, name = max(
            (SequenceMatcher(None, slug(word, " "), name).ratio(), name)
            for word in (field.key, field.label, *field.words)
            for name in left
        )
        if score >= CLOSE_ENOUGH:
            found[field.key] = left.pop(name)
    return {field.key: found[field.key] for field in fields if field.key in found}


def check_mapping(mapping: Mapping[str, str], header: Sequence[str], fields: Sequence[Field]) -> list[str]:
    """Return what must be put right first: missing columns, a column used twice, unknown ones."""
    messages = [
        f"No column is chosen for “{field.label}”, which every row needs. Choose one, or give the file a column of "
        "that name."
        for field in fields
        if field.required and not mapping.get(field.key)
    ]
    known = {field.key for field in fields}
    used: dict[str, str] = {}
    for key, heading in mapping.items():
        if key not in known:
            messages.append(f"“{key}” is not a field.")
        elif heading and heading not in header:
            messages.append(f"The file has no column “{heading}”.")
        elif heading in used:
            messages.append(f"The column “{heading}” is chosen twice.")
        if heading:
            used[heading] = key
    return messages


def positions(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, int]:
    """Return field key → place of its column."""
    places = {heading: place for place, heading in enumerate(header)}
    return {key: places[heading] for key, heading in mapping.items() if heading in places}
