"""A wage area in a cell: its OEWS key, its CBSA code or its name, as the key that the wage table uses."""

from __future__ import annotations

from gainful.engine.occupations import Reference
from gainful.exchange.tables.errors import CellError

MOST_NAMED = 3


def parse_area(text: str, reference: Reference | None) -> str:
    """Return the seven-digit key of the area (33460 becomes 0033460); CellError where the wage table has no such area.

    Without a reference the text is returned as it stands.
    """
    if reference is None:
        return text
    key = reference.wages.find_area(text.removesuffix(".0"))  # a spreadsheet's number
    if key is None:
        near = "; ".join(
            f"{area.name} ({area.code})" for area in reference.wages.areas_like(text)[:MOST_NAMED]
        )
        also = f" Near it: {near}." if near else ""
        raise CellError(
            f"“{text}” is not a wage area. Write its CBSA code, such as 33460, or its name as OEWS has it.{also}"
        )
    return key
