"""A plan's calendar as rows that fit any screen: words beside a bar, places in percent of its width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.engine.mix import Part
from gainful.engine.planning.timeline import Dated, Stretch, Timeline, timeline

BEFORE_WORK = 64.0
"""Percent of the width up to the first day of work; the year after it has the rest, at another scale."""
THINNEST = 1.5
TICKS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar (with a width) or a dot (without), in percent of the width."""

    x: float
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the calendar."""

    part: str
    title: str
    when: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day named above the rows; `end` is set for the last one, whose words end at its place."""

    x: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Gantt:
    """The whole calendar; `hire` is the place of the first day of work."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    hire: float
    hire_words: str


def gantt(courses: Sequence[Dated]) -> Gantt | None:
    """Return the calendar of a plan with these courses, None where it has none."""
    found = timeline(courses)
    if found is None:
        return None
    rows = [_row(found, stretch) for stretch in found.stretches if stretch.part is not Part.MEASURE]
    measure = next(stretch for stretch in found.stretches if stretch.part is Part.MEASURE)
    return Gantt((*rows, _measured(found, measure)), _ticks(found), BEFORE_WORK, _day(found.hire))


def _place(line: Timeline, day: date) -> float:
    """Return where a day is, in percent: one scale up to the first day of work, another for the year after it."""
    if day <= line.hire:
        return BEFORE_WORK * (day - line.start).days / max(1, (line.hire - line.start).days)
    share = (day - line.hire).days / max(1, (line.end - line.hire).days)
    return BEFORE_WORK + (100 - BEFORE_WORK) * share


def _bar(line: Timeline, stretch: Stretch) -> Mark:
    x = _place(line, stretch.start)
    return Mark(x, max(THINNEST, _place(line, stretch.end) - x))


def _row(line: Timeline, stretch: Stretch) -> Row:
    title = stretch.title or _("Support: a coach and other help")
    when = days_words(stretch.start, stretch.end)
    if stretch.part is Part.SUPPORT:
        when = _("%(days)s, through the first month of work") % {"days": when}
    return Row(str(stretch.part), title, when, (_bar(line, stretch),))


def _measured(line: Timeline, stretch: Stretch) -> Row:
    months = ", ".join(str(wave.months) for wave in line.waves)
    when = _("records in training; person and employer asked %(months)s months after the first day of work")
    dots = tuple(Mark(min(99.0, _place(line, wave.day))) for wave in line.waves)
    return Row(
        str(stretch.part),
        _("Measure: what came of it"),
        when % {"months": months},
        (_bar(line, stretch), *dots),
    )


def _ticks(line: Timeline) -> tuple[Tick, ...]:
    """Return few days to read the rows by: some before the first day of work, then the months of the waves."""
    days = (line.hire - line.start).days
    before = [
        Tick(
            BEFORE_WORK * place / TICKS,
            date_format(date.fromordinal(line.start.toordinal() + days * place // TICKS), "M j"),
        )
        for place in range(TICKS)
    ]
    last = line.waves[-1].months
    after = ngettext("%(n)d month", "%(n)d months", last) % {"n": last}
    return (*before, Tick(BEFORE_WORK, _("work")), Tick(100.0, after, "end"))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def days_words(first: date, last: date) -> str:
    """Return two days as everywhere: "Dec 28, 2026 – Jan 1, 2027", "Feb 1 – Feb 19, 2027" in one year."""
    begin = date_format(first, _("M j")) if first.year == last.year else _day(first)
    return f"{begin} – {_day(last)}"
