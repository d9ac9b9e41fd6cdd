"""Figures with dates and sources: what a method took for granted on the day it ran."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure, valid from a day on, with its unit, its meaning and its source."""

    id: str
    value: float
    unit: str
    words: str
    valid_from: date
    valid_to: date | None
    source: str
    status: str
    """"published" as the source states it, or "ours": a choice that is open to correction."""


@cache
def load_parameters(path: Path = DATA / "parameters.toml") -> tuple[Parameter, ...]:
    """Return every parameter of a file, in its order."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["parameter"]
    return tuple(
        Parameter(row["id"], float(row["value"]), row["unit"], row["words"], row["from"], row.get("to"),
                  row["source"], row["status"])
        for row in rows
    )  # fmt: skip


def parameter(name: str, on: date | None = None) -> Parameter:
    """Return the figure in force on a day, or the latest; KeyError where there is none."""
    found = [item for item in load_parameters() if item.id == name and _in_force(item, on)]
    if not found:
        raise KeyError(f"No parameter “{name}”{f' in force on {on}' if on else ''}.")
    return max(found, key=lambda item: item.valid_from)


def _in_force(item: Parameter, on: date | None) -> bool:
    return on is None or (item.valid_from <= on and (item.valid_to is None or on <= item.valid_to))
