"""The elements that are known, each with its source and whether a federal text was seen for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gainful.exchange.tables.headings import plain
from gainful.exchange.tables.writing import own_rows

DATA = Path(__file__).parent / "data" / "elements.csv"
NUMBER = re.compile(
    r"^\s*(?:pirl|element|de|#)?[\s_#.-]*(\d{3,4})(\s*-\s*[a-z])?(?=$|[^0-9a-z])", re.IGNORECASE
)
PERSONAL = frozenset({"100", "200", "2700"})
"""Elements whose values are never repeated in messages."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: what it is called, how it is written, which codes it takes, and how far that was verified."""

    number: str
    name: str
    type: str
    """“DT 8” a date, “IN 2” digits, “AN 12” letters and digits, “DE 8.2” an amount; empty where not known."""
    codes: tuple[tuple[str, str], ...]
    applies: str
    """To whom; empty where not known."""
    source: str
    status: str
    """“verified”: number and name stand in a federal text that was read. Else “unverified”."""
    format_status: str
    """The same of type and codes; empty where neither is known."""
    note: str


@cache
def load_elements() -> dict[str, Element]:
    """Return the elements by number, in order."""
    return {row["element"]: _element(row) for row in own_rows(DATA)}


def element_of(heading: str) -> str | None:
    """Return the number that a heading means: “901”, “PIRL 901”, “901 Date of Program Exit” or the name alone."""
    found = NUMBER.match(heading)
    if found:
        return found[1] + (found[2] or "").upper()
    return _names().get(plain(heading.replace("(WIOA)", "")))


@cache
def _names() -> dict[str, str]:
    names: dict[str, list[str]] = {}
    for element in load_elements().values():
        names.setdefault(plain(element.name.replace("(WIOA)", "")), []).append(element.number)
    return {name: numbers[0] for name, numbers in names.items() if len(numbers) == 1}


def _element(row: dict[str, str]) -> Element:
    pairs = [code.partition("=") for code in row["codes"].split("|") if code]
    codes = tuple((code, words) for code, _, words in pairs)
    return Element(
        row["element"],
        row["name"],
        row["type"],
        codes,
        row["applies"],
        row["source"],
        row["status"],
        row["format_status"],
        row["note"],
    )
