"""Which designs of an evaluation a draw permits, and until when: said at the draw, before any outcome exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from gainful.engine.allocation.lottery import Lottery


@dataclass(frozen=True, slots=True)
class Comparison:
    """One design: its name as `gainful evaluate --design` takes it, for whom chance decided, until when it holds."""

    design: str
    people: int
    """For how many chance decided: their chance is neither 0 nor 1."""
    strata: int
    until: date | None
    """From this day those who wait start too, so that outcomes after it compare nothing; None: no such day is set."""

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {**asdict(self), "until": self.until.isoformat() if self.until else None}


def permitted_comparisons(
    lottery: Lottery, chances: dict[str, Fraction], later_start: date | None = None
) -> list[Comparison]:
    """Return the designs that a draw permits; none where rules alone decided.

    A lottery compares those offered a seat with those who were not, weighted by their chance. Where those who wait
    start on a later day it does so until that day, and from two starts on the staggered design compares starters with
    people who have not started yet.
    """
    by_stratum: dict[str, int] = defaultdict(int)
    for entry in lottery.entries:
        if 0 < chances[entry.code] < 1:
            by_stratum[entry.stratum] += 1
    people = sum(by_stratum.values())
    if not people:
        return []
    found = [Comparison("lottery", people, len(by_stratum), later_start)]
    if later_start is not None:
        found.append(Comparison("staggered", people, len(by_stratum), later_start))
    return found


def until_a_later_start(
    announced: Iterable[Mapping[str, object]], later_start: date | None
) -> list[dict[str, object]]:
    """Return what a draw permits once those who wait start on another day than was announced; JSON in and out.

    For whom chance decided stays as it was drawn; only until when they can be compared moves.
    """
    lottery = next((row for row in announced if row["design"] == "lottery"), None)
    if lottery is None:
        return []
    moved = {**lottery, "until": later_start.isoformat() if later_start else None}
    return [moved] if later_start is None else [moved, {**moved, "design": "staggered"}]
