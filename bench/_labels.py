"""Two readers' labels of a corpus, and how what was read stands to them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Label = dict[str, Any]
SMALL = frozenset({"the", "a", "an", "of", "and", "inc", "llc", "ltd", "co", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """One document: its name, its text (postings), both labels."""

    name: str
    text: str
    a: Label
    b: Label


def labelled(folder: Path, kind: str) -> Iterator[Labelled]:
    """Documents of a kind that both readers labelled."""
    for path in sorted((folder / kind).glob("*.a.json")):
        stem = path.name.removesuffix(".a.json")
        other = path.with_name(f"{stem}.b.json")
        if not other.exists():
            continue
        source = next((p for p in (folder / kind).glob(f"{stem}.*") if p.suffix != ".json"), None)
        if source is not None:
            text = source.read_text(encoding="utf-8") if source.suffix == ".txt" else ""
            yield Labelled(
                source.name, text, *(json.loads(p.read_text(encoding="utf-8")) for p in (path, other))
            )


def words(text: str | None) -> frozenset[str]:
    """The words of a name, as they are compared."""
    return frozenset(re.findall(r"\w+", (text or "").lower())) - SMALL


def same_name(mine: str | None, theirs: str | None) -> bool:
    """Whether two names are one: both absent, or the words of one are among those of the other."""
    a, b = words(mine), words(theirs)
    return not a and not b if not (a and b) else a <= b or b <= a


def same_pay(mine: list[Any] | None, theirs: Label | None) -> bool:
    """Whether ends, unit and currency agree; a fortnight is two weeks, one figure has no upper end."""
    if mine is None or theirs is None:
        return mine is None and theirs is None
    low, high, unit, currency = mine
    times = 0.5 if theirs.get("unit") == "fortnight" else 1.0
    wanted = [None if theirs.get(k) is None else theirs[k] * times for k in ("low", "high")]
    unit_wanted = "week" if times == 0.5 else theirs.get("unit")
    ends = ({low, high} - {None}, set(wanted) - {None})
    near = len(ends[0]) == len(ends[1]) and all(
        abs(x - y) <= 0.01 * max(x, y) for x, y in zip(sorted(ends[0]), sorted(ends[1]), strict=True)
    )
    return near and unit == unit_wanted and currency == (theirs.get("currency") or "USD")


def same_hours(mine: float | None, theirs: Label | None) -> bool:
    """Whether hours a week lie within the label's range."""
    if mine is None or not theirs or theirs.get("low") is None:
        return mine is None and (not theirs or theirs.get("low") is None)
    return theirs["low"] - 0.51 <= mine <= (theirs.get("high") or theirs["low"]) + 0.51


FACTS: dict[str, Callable[[Any, Any], bool]] = {
    "openings": lambda mine, theirs: mine == theirs,
    "pay": same_pay,
    "hours": same_hours,
    "employer": same_name,
    "title": same_name,
}


def agreed(fact: str, doc: Labelled) -> bool:
    """Whether both readers give a fact the same value."""
    a, b = doc.a.get(fact), doc.b.get(fact)
    return same_name(a, b) if fact in {"employer", "title"} else a == b


def places(doc: Labelled, line: Label) -> list[tuple[int, int]]:
    """Where a label's quote stands in the text, white space and case aside."""
    quote = r"\s+".join(map(re.escape, (line.get("quote") or "").split()))
    return [m.span() for m in re.finditer(quote, doc.text, re.IGNORECASE)] if quote else []


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]
