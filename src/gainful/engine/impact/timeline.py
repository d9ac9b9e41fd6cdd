"""When each column of a file was measured, as far as its name says: before the program, after it began, unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gainful.engine.impact.moments import Moment, TimeLine, When, moment

if TYPE_CHECKING:
    from gainful.engine.impact.model import StudyPlan

AFTER_WORDS = re.compile(
    r"(?:^|[_\W])(?:post|after|followup|follow_up|endline|exit|outcome|post_?program|post_?test)(?:$|[_\W\d])",
    re.IGNORECASE,
)
BEFORE_WORDS = re.compile(
    r"(?:^|[_\W])(?:pre|prior|previous|base|baseline|before|lag)(?:[_\W\d]|$)|"
    r"(?:^|[_\W])(?:age|sex|gender|female|male|race|black|white|hisp|hispanic|latino|latina|asian|native|ethn|ethnic|"
    r"ethnicity|birth|birthdate|birth_?year|dob|born|veteran)(?:$|[_\W\d])",
    re.IGNORECASE,
)
"""Names that say "before", and traits that no program changes."""


def time_line(columns: Iterable[str], plan: StudyPlan) -> TimeLine:
    """Place each column that has no part of its own in the design (treatment, strata, unit …) in time."""
    names = [str(name) for name in columns]
    parts = {plan.treatment, plan.assignment, plan.probability, plan.weight, plan.strata, plan.cluster, plan.unit,
             plan.time, plan.first_treated, plan.running}  # fmt: skip
    listed: dict[When, list[str]] = {when: [] for when in When}
    for name in names:
        if name not in parts:
            listed[when_measured(name, plan, names)].append(name)
    return TimeLine(
        before=tuple(listed[When.BEFORE]),
        between=tuple(listed[When.BETWEEN]),
        after=tuple(listed[When.AFTER]),
        undated=tuple(listed[When.UNDATED]),
        began=plan.began or "",
    )


def when_measured(name: str, plan: StudyPlan, columns: Iterable[str] = ()) -> When:
    """Return when a column was measured. What the plan names goes before what a name says.

    Without `began` and without earlier outcomes in the plan only the first year in the file counts as before: of the
    others nobody knows on which side of the start they lie.
    """
    outcomes = (plan.outcome, *plan.other_outcomes)
    if name in outcomes or name in plan.later:
        return When.AFTER
    mine = moment(name)
    dated = None if mine is None else _by_date(mine, plan, columns)
    if name in plan.pre_outcomes:
        return When.AFTER if dated is When.AFTER or _says_after(name, plan) else When.BEFORE
    if _says_after(name, plan) or dated is When.AFTER:
        return When.AFTER
    if BEFORE_WORDS.search(name):
        return When.BEFORE
    return dated or When.UNDATED


def _says_after(name: str, plan: StudyPlan) -> bool:
    """Whether a name holds a word for "after" that is not simply part of what the outcome is called."""
    found = AFTER_WORDS.search(name)
    return bool(found) and not AFTER_WORDS.search(plan.outcome)


def _by_date(mine: Moment, plan: StudyPlan, columns: Iterable[str]) -> When | None:
    """Place a period beside the start of the program, the last period named as before and the first outcome."""
    start = moment(plan.began) if plan.began else None
    firsts = [m.start for m in _moments((plan.outcome, *plan.other_outcomes)) if m.beside(mine)]
    lasts = [m.end for m in _moments(plan.pre_outcomes) if m.beside(mine)]
    if start is not None and start.beside(mine):
        return (
            When.BEFORE
            if mine.end <= start.start
            else When.AFTER
            if mine.start >= start.end
            else When.BETWEEN
        )
    if lasts and mine.end <= max(lasts):
        return When.BEFORE
    if firsts and mine.start >= min(firsts) and (mine.sure or lasts):
        return When.AFTER
    if lasts:
        return When.BETWEEN
    if not firsts or not mine.sure:
        return None
    there = [m.start for m in _moments(columns) if m.beside(mine) and m.start < min(firsts)]
    return When.BEFORE if not there or mine.start == min(there) else When.BETWEEN


def _moments(names: Iterable[str]) -> list[Moment]:
    return [found for name in names if (found := moment(name)) is not None]


def earlier_outcomes(names: tuple[str, ...], outcome: str) -> tuple[str, ...]:
    """Return the names that are the outcome of earlier years by their spelling (re74 of re78), oldest first."""
    theirs = moment(outcome)
    if theirs is None:
        return ()
    dated = [(found.start, name) for name in names if (found := moment(name)) and found.stem == theirs.stem
             and found.beside(theirs) and found.start < theirs.start]  # fmt: skip
    return tuple(name for _, name in sorted(dated))
