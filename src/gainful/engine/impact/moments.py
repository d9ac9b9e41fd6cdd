"""Periods that names of columns speak of, and the order in which columns were understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class When(StrEnum):
    """Where a column stands beside the start of the program."""

    BEFORE = "before"
    BETWEEN = "between"
    """after the last period named as before, and earlier than the first outcome: it counts on neither side"""
    AFTER = "after"
    UNDATED = "undated"


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CALENDAR = (
    (re.compile(rf"(?<!\d){_YEAR}[\W_]*q(?:tr|uarter)?[\W_]?(?P<part>[1-4])(?!\d)", re.IGNORECASE), 3),
    (re.compile(rf"(?<![^\W\d_])q(?:tr|uarter)?[\W_]?(?P<part>[1-4])[\W_]*{_YEAR}(?!\d)", re.IGNORECASE), 3),
    (re.compile(rf"(?<!\d){_YEAR}[\W_]?m(?P<part>0?[1-9]|1[0-2])(?!\d)", re.IGNORECASE), 1),
    (re.compile(rf"(?<!\d){_YEAR}[\W_](?P<part>0[1-9]|1[0-2])(?!\d)"), 1),
    (re.compile(rf"(?<!\d){_YEAR}(?!\d)(?P<part>)"), 12),
)
"""A year with a quarter or a month, or a year alone; the figure is how many months it covers."""
_COUNTED = (
    re.compile(
        r"(?:^|[\W_])(?:q|qtr|quarter|m|mo|month|y|yr|year|t|w|wave|wk|week|round|period)[\s_.]?"
        r"(?P<sign>-|minus_?|neg_?)?(?P<number>\d{1,3})(?=$|[\W_])",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<sign>(?<=[\W_])-|minus_?|neg_?)?(?P<number>(?<!\d)\d{1,2})$", re.IGNORECASE),
)
"""Periods counted or shortened (q3, wave2, re74): they can be compared where the rest of the name is the same."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The period that a name speaks of: months since year 0, or a count within names of one stem."""

    stem: str
    calendar: bool
    start: int
    end: int
    sure: bool = True
    """false for a lone digit at the end (score1, score2), which may number two tests as well as two times"""

    def beside(self, other: Moment) -> bool:
        """Whether the two can be put in order: both have a year, or both count within one stem."""
        return self.calendar == other.calendar and (self.calendar or self.stem == other.stem)


def moment(name: str) -> Moment | None:
    """Return the one period that a name speaks of, None where it speaks of none or of several."""
    for pattern, months in _CALENDAR:
        found = list(pattern.finditer(name))
        if len(found) == 1:
            start = int(found[0]["year"]) * 12 + (int(found[0]["part"] or 1) - 1) * months
            return Moment(_stem(name, found[0]), True, start, start + months)
        if found:
            return None
    for pattern in _COUNTED:
        if (one := pattern.search(name)) and _stem(name, one):
            value = int(one["number"]) * (-1 if one["sign"] else 1)
            lone = pattern is _COUNTED[-1] and len(one["number"]) == 1 and not one["sign"]
            return Moment(_stem(name, one), False, value, value + 1, sure=not lone)
    return None


def _stem(name: str, found: re.Match[str]) -> str:
    return re.sub(r"[\W_]+", "", name[: found.start()] + name[found.end() :]).lower()


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The columns of a file in the order understood, for people to check before anything is refused by it."""

    before: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    began: str = ""
    starts: str = ""
    """of a panel: which unit starts when, as its column was understood"""

    @property
    def words(self) -> str:
        """The time line in a sentence or two."""
        parts = [f"The program was taken to begin in {self.began}." if self.began else ""]
        parts += [
            f"{said}: {', '.join(names)}."
            for said, names in (
                ("From before the program", self.before),
                ("Between the last period from before and the first outcome, so on neither side", self.between),
                ("From after it began", self.after),
            )
            if names
        ]  # fmt: skip
        return " ".join(part for part in (*parts, self.starts) if part)

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        lists = {name: list(getattr(self, name)) for name in ("before", "between", "after", "undated")}
        return {"began": self.began, "starts": self.starts, **lists, "words": self.words}
