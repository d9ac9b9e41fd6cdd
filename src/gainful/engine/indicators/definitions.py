"""Indicators and exclusions as data: id, version, meaning in words, population, lag, citation."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "indicators.toml"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one figure means, so that it can be printed beside the figure."""

    id: str
    version: int
    name: str
    definition: str
    population: str
    lag: str
    citation: str
    ours: str
    """What the source leaves open and this project chose."""

    @property
    def column(self) -> str:
        """Name of its column in tables of outcomes."""
        return self.id.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason for exit that takes the person out of the indicators."""

    id: str
    codes: tuple[str, ...]
    words: str
    citation: str
    programs: tuple[str, ...] = ()
    """Families of `vocabulary.PROGRAMS` that it applies to; empty: every program."""
    not_from: tuple[str, ...] = ()


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """Return the indicators in the order in which they are reported."""
    return tuple(Indicator(**row) for row in _rows("indicator"))


@cache
def load_exclusions() -> tuple[Exclusion, ...]:
    """Return the reasons for exit that exclude."""
    return tuple(
        Exclusion(
            row["id"],
            tuple(row["codes"]),
            row["words"],
            row["citation"],
            tuple(row.get("programs", ())),
            tuple(row.get("not_from", ())),
        )
        for row in _rows("exclusion")
    )


def _rows(kind: str) -> list[dict]:
    rows: list[dict] = tomllib.loads(DATA.read_text(encoding="utf-8"))[kind]
    return rows
