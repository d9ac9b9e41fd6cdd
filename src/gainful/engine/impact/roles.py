"""Which column plays which part in a plan: named ones are there, and none plays two parts that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.moments import moment

if TYPE_CHECKING:
    import pandas as pd

    from gainful.engine.impact.model import StudyPlan


def check_columns(frame: pd.DataFrame, plan: StudyPlan) -> None:
    """Raise StudyError for columns that are named and not there, or named twice for what excludes each other."""
    singles = (
        plan.outcome,
        plan.treatment,
        plan.assignment,
        plan.probability,
        plan.weight,
        plan.strata,
        plan.cluster,
    )
    more = (plan.unit, plan.time, plan.first_treated, plan.placebo_outcome, plan.running)
    wanted = [
        c for c in (*singles, *more, *plan.covariates, *plan.pre_outcomes, *plan.subgroups, *plan.later) if c
    ]
    missing = [c for c in dict.fromkeys(wanted) if c not in frame.columns]
    if missing:
        raise StudyError(
            f"There is no column {', '.join(repr(c) for c in missing)}.",
            f"{_meant(missing, frame)}Columns found: {', '.join(map(str, frame.columns[:40]))}.",
        )
    if frame.columns.duplicated().any():
        twice = frame.columns[frame.columns.duplicated()][0]
        raise StudyError(f'Two columns are called "{twice}".', "Give each its own name.")
    _check_roles(plan)
    if plan.weight and plan.design == "synthetic":
        raise StudyError(
            "A synthetic control holds one place against a mix of others, each of which is one: how many people stand "
            f'behind a place ("{plan.weight}") has no part in it.',
            "Take weighted means of the people of each place and period first, and leave --weight out; or use "
            "--design did or staggered, which count people.",
        )
    if plan.given and plan.design != "iv":
        raise StudyError(
            "--given is for an instrument that was not drawn (--design iv).",
            "Name covariates with --covariates.",
        )
    if (
        plan.began
        and not plan.asks_others_each_time
        and ((found := moment(plan.began)) is None or not found.calendar)
    ):
        raise StudyError(
            f'"{plan.began}" is no time at which a program begins.',
            "Give a year, quarter or month: 2020, 2020q3, 2020-09.",
        )


def _check_roles(plan: StudyPlan) -> None:
    """Raise StudyError where one column plays two parts that exclude each other, or one period is named twice."""
    parts = (
        ("the treatment", plan.treatment),
        ("the assignment", plan.assignment),
        ("the score", plan.running),
        ("the unit", plan.unit),
        ("the period", plan.time),
        ("the first period of treatment", plan.first_treated),
        ("the chance of being offered", plan.probability),
    )
    if taken := next((part for part, column in parts if column == plan.outcome), None):
        raise StudyError(
            f'"{plan.outcome}" cannot be the outcome: it is {taken} itself.',
            "Name the column that holds what was to change.",
        )
    if plan.running is not None and plan.running == plan.treatment:
        raise StudyError(
            f'"{plan.running}" cannot be both the score and the treatment.',
            "Name who took part (1/0) with --treatment.",
        )
    after = {plan.outcome, *plan.other_outcomes, plan.treatment, plan.assignment or plan.treatment}
    if known := sorted({*plan.later} & {*plan.covariates, *plan.pre_outcomes}):
        raise StudyError(
            f'"{known[0]}" is named both as known before and as measured later.', "Name it as one of the two."
        )
    if both := sorted(after & {*plan.covariates, *plan.pre_outcomes}):
        raise StudyError(
            f'"{both[0]}" cannot be a covariate: it is an outcome or the treatment itself.', "Leave it out."
        )
    if twice := [name for name in dict.fromkeys(plan.pre_outcomes) if plan.pre_outcomes.count(name) > 1]:
        raise StudyError(
            f'"{twice[0]}" is named twice among the outcomes from before.',
            "Name each period once, oldest first: one period told twice is still one.",
        )


def _meant(missing: list[str], frame: pd.DataFrame) -> str:
    """Return the names that come near to those that are not there."""
    import difflib

    there = {str(name).lower(): str(name) for name in frame.columns}
    near = [difflib.get_close_matches(name.lower(), there, n=1, cutoff=0.75) for name in missing]
    found = [f'"{there[one[0]]}"' for one in near if one]
    return f"Did you mean {', '.join(found)}? " if found else ""
