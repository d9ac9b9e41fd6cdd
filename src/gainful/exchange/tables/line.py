"""A line of a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as a spreadsheet shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]
