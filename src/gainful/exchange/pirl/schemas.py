"""The layout of a version: which columns in which order, from the user's official file; which versions are taken."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.published import published_sheets

DATA = Path(__file__).parent / "data" / "schemas.toml"
NUMBER = re.compile(r"^\s*(?:PIRL\s*)?(\d{3,4})(?:\s*-?\s*([A-Za-z]))?(?![\w.])")
FEWEST = 2
"""Fewer element numbers in a column, and it is no list of columns."""
COLUMNS_SOURCE = (
    "dol.gov/agencies/eta/performance/wips: the exact number and order of columns of the program's schema"
)


class LayoutError(ValueError):
    """A layout or a version cannot be used: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A version of the layout and whether the federal system takes it."""

    name: str
    accepted: bool
    source: str
    status: str


@cache
def load_schemas() -> tuple[Schema, ...]:
    """Return the versions that are known, newest first."""
    return tuple(Schema(**row) for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["schema"])


def accepted_schema(name: str) -> Schema:
    """Return a version that is taken. LayoutError for one that is refused, or that nobody knows."""
    plain = re.sub(r"[\W_]", "", name).upper()
    found = next((schema for schema in load_schemas() if schema.name == plain), None)
    taken = ", ".join(schema.name for schema in load_schemas() if schema.accepted)
    if found is None:
        raise LayoutError(f"“{name}” is no version that is known. Known and taken: {taken}.")
    if not found.accepted:
        raise LayoutError(
            f"{found.name} is no longer accepted ({found.source}). Lay the file out as {taken}."
        )
    return found


def load_layout(path: Path) -> tuple[str, ...]:
    """Return the element numbers of an official layout in their order: a CSV or workbook with a row for each column.

    LayoutError where no column of the file lists element numbers.
    """
    rows = _rows(path)
    width = max((len(row) for row in rows), default=0)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    listed = [[number for cell in column if (number := _number(cell))] for column in columns]
    best = max(listed, key=len, default=[])
    if len(best) < FEWEST:
        raise LayoutError(
            f"{path.name} lists no element numbers. Give the official layout as CSV or XLSX, a row for each column, "
            "with a column of element numbers such as 100 or 108-A."
        )
    if twice := [number for place, number in enumerate(best) if number in best[:place]]:
        raise LayoutError(
            f"{path.name} lists element {twice[0]} twice. Keep one row for each column of the file."
        )
    return tuple(best)


def _rows(path: Path) -> list[list[str]]:
    """Return the rows of the longest sheet."""
    try:
        return max(published_sheets(path), key=len, default=[])
    except UnreadableTable as error:
        raise LayoutError(f"{path.name} cannot be read: {error}") from error


def _number(cell: str) -> str | None:
    found = NUMBER.match(cell)
    return None if found is None else found[1] + (f"-{found[2].upper()}" if found[2] else "")


def differences(there: Sequence[str], layout: Sequence[str]) -> list[tuple[str, str]]:
    """Return what is wrong with number and order of a file's columns, and what to do."""
    told = []
    if len(there) != len(layout):
        told.append((f"The file has {len(there)} columns, the schema {len(layout)}", _both(there, layout)))
    pairs = zip_longest(there, layout)
    place = next((n for n, (ours, theirs) in enumerate(pairs, 1) if ours != theirs), None)
    if place is not None:
        ours, theirs = (side[place - 1] if place <= len(side) else "nothing" for side in (there, layout))
        told.append((f"Column {place} is {ours or 'no element'}, the schema has {theirs} there",
                     "Put the columns into the order of the schema, empty ones included."))  # fmt: skip
    return told


def _both(there: Sequence[str], layout: Sequence[str]) -> str:
    missing = [number for number in layout if number not in there]
    extra = [number or "(no element)" for number in there if number not in layout]
    parts = [f"Add {', '.join(missing[:12])}{' and more' if len(missing) > 12 else ''}"] if missing else []
    parts += [f"take out {', '.join(extra[:12])}{' and more' if len(extra) > 12 else ''}"] if extra else []
    return f"{'; '.join(parts) or 'Compare both'}."
