"""The tables of HSDS 3 as this version knows them, read from a list of facts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
EVERYWHERE = {"attributes": "attribute", "metadata": "metadata"}
"""Lists that every table but these two may hold."""


@dataclass(frozen=True, slots=True)
class Field:
    """A plain field of a table."""

    name: str
    type: str
    is_required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of HSDS: its plain fields, and what its JSON form nests."""

    name: str
    file: str
    fields: Mapping[str, Field]
    lists: Mapping[str, str] = field(default_factory=dict)
    ones: Mapping[str, str] = field(default_factory=dict)
    required_ones: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        """Whether the table has a field or a nested record of this name."""
        return name in self.fields or name in self.lists or name in self.ones


@cache
def tables() -> dict[str, Table]:
    """Return all tables by name."""
    raw = tomllib.loads((DATA / "hsds-3.toml").read_text(encoding="utf-8"))
    return {name: _table(name, each) for name, each in raw.items()}


def _table(name: str, raw: dict) -> Table:
    fields = {}
    for text in raw["fields"].split():
        word, _colon, kind = text.rstrip("!").partition(":")
        choices = tuple(raw.get("enums", {}).get(word, ()))
        fields[word] = Field(word, kind or "text", text.endswith("!"), choices)
    nested = {} if name == "metadata" else EVERYWHERE if name != "attribute" else {"metadata": "metadata"}
    return Table(
        name,
        raw["file"],
        fields,
        {**raw.get("lists", {}), **nested},
        raw.get("ones", {}),
        tuple(raw.get("needs", ())),
    )
