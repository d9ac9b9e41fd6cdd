"""Clock hours: the hours of a class that a funder counts, out of who was there from when to when.

34 CFR 600.2 (“clock hour”): a 50- to 60-minute class, lecture or recitation in a 60-minute period. 34 CFR 668.4(e): an
excused absence may count where nobody has to make it up, up to the school's own limit and never beyond ten percent of
the clock hours of the period. Workforce grants count minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

PERIOD = 60
"""Minutes of a period."""
LEAST_MINUTES = 50
"""Minutes of a period that make a clock hour at least (34 CFR 600.2)."""
MOST_EXCUSED = 10
"""Percent of the planned hours that excused absences may fill at most (34 CFR 668.4(e))."""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How one funder counts: whole clock hours, or every minute; what of absences and make-up hours counts."""

    whole_hours: bool = True
    minutes: int = LEAST_MINUTES
    """Minutes of a period of 60 that make a clock hour, 50 to 60."""
    made_up: bool = True
    excused_percent: int = 0


@dataclass(frozen=True, slots=True)
class Attended:
    """So many classes of one length in which somebody was alike: late, gone early, excused, or not there."""

    planned: int
    """Minutes of the class."""
    late: int = 0
    early: int = 0
    is_there: bool = True
    is_excused: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """What a funder counts, in hours, and out of what."""

    attended: Fraction
    excused: Fraction
    made_up: Fraction

    @property
    def hours(self) -> Fraction:
        """All that counts."""
        return self.attended + self.excused + self.made_up


def clock_hours(planned: int, late: int, early: int, *, minutes: int = LEAST_MINUTES) -> int:
    """Return the whole clock hours of a class of `planned` minutes for somebody `late` and gone `early` by minutes.

    Each 60 minutes from the beginning of the class are a period; a rest shorter than that is none. A period counts
    where the person was there for `minutes` of it.
    """
    until = planned - early
    starts = range(0, planned - PERIOD + 1, PERIOD)
    return sum(1 for start in starts if min(until, start + PERIOD) - max(late, start) >= minutes)


def _hours(group: Attended, rule: ClockRule, *, whole: bool = False) -> Fraction:
    late, early = (0, 0) if whole else (group.late, group.early)
    if rule.whole_hours:
        return Fraction(group.times * clock_hours(group.planned, late, early, minutes=rule.minutes))
    return Fraction(group.times * max(0, group.planned - late - early), 60)


def count_hours(groups: Iterable[Attended], made_up_minutes: int, planned: int, rule: ClockRule) -> Counted:
    """Return what a funder counts of somebody's classes; `planned` is minutes of all classes, for the excused share."""
    attended = excused = Fraction(0)
    for group in groups:
        if group.is_there:
            attended += _hours(group, rule)
        elif group.is_excused:
            excused += _hours(group, rule, whole=True)
    most = Fraction(planned * min(rule.excused_percent, MOST_EXCUSED), 60 * 100)
    made_up = Fraction(made_up_minutes if rule.made_up else 0, 60)
    if rule.whole_hours:
        most, made_up = Fraction(int(most)), Fraction(int(made_up))
    return Counted(attended, min(excused, most), made_up)
