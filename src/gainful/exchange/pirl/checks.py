"""Edit checks as data: what is looked at, what it says, what to do, and where it comes from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "checks.toml"


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one element, often against another of the same row."""

    id: str
    element: str
    level: str
    """“reject”: the row cannot be right. “look”: it may be."""
    test: str
    words: str
    do: str
    source: str
    status: str
    """“verified”: a federal text says so; “logic”: from what the elements mean; “unverified”: memory or analogy."""
    when: tuple[str, ...] = ()
    need: str = ""
    than: str = ""
    allowed: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    exit: str = ""
    also_empty: tuple[str, ...] = ()
    unless: str = ""
    """Element that, where it is filled, lifts the check."""
    days: int = 0
    quarter: int = 0
    lag: int = 0
    low: float = 0
    high: float = 0

    @property
    def fails_file(self) -> bool:
        """Whether one hit makes the file fail; an unverified check never does by itself."""
        return self.level == "reject" and self.status != "unverified"

    @property
    def others(self) -> tuple[str, ...]:
        """Other elements without which it cannot be looked at."""
        return tuple(name for name in (self.need, self.than, self.exit) if name)


@cache
def load_checks(path: Path = DATA) -> tuple[Check, ...]:
    """Return the checks in their order."""
    return tuple(_check(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["check"])


def _check(row: dict[str, Any]) -> Check:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Check(**fields)
