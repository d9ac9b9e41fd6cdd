"""What designs over units and periods share: the panel, its flow, its checks."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.columns import (
    StudyError,
    number,
    periods,
    stands_for_unknown,
    zero_one,
)
from gainful.engine.impact.inference import Fit
from gainful.engine.impact.model import Arm, Flow, Gate, StudyPlan
from gainful.engine.impact.roles import check_columns
from gainful.engine.impact.starts import starts_of

if TYPE_CHECKING:
    import pandas as pd

AS_GIVEN, STARTED = "unit as given", "first treated"


@dataclass(frozen=True, slots=True)
class Panel:
    """Units that have every period, and what the file held of the others."""

    rows: pd.DataFrame
    unit: str
    time: str
    first: str
    """period of first treatment, 0 where never"""
    flow: Flow
    starts: str
    """who starts when, in words"""

    @property
    def units(self) -> pd.DataFrame:
        """One row a unit, its first."""
        return self.rows.drop_duplicates(self.unit)

    @property
    def treated(self) -> np.ndarray:
        """Which units ever start."""
        return self.units[self.first].to_numpy() > 0


def panel_of(frame: pd.DataFrame, plan: StudyPlan) -> Panel:
    """Return the units that have every period; raises StudyError where the file is no panel."""
    check_columns(frame, plan)
    if not (plan.unit and plan.time):
        raise StudyError("A panel is needed: one row a unit and period.", "Name them with --unit and --time.")
    unit, time = plan.unit, plan.time
    placed(frame, plan)
    rows = frame.assign(**{plan.outcome: number(frame, plan.outcome), time: periods(frame, time)})
    stands_for_unknown(rows[plan.outcome].dropna().to_numpy(), plan.outcome, expert=plan.expert)
    starts = starts_of(frame, plan)
    if not plan.first_treated:
        stays_treated(rows.assign(**{plan.treatment: zero_one(frame, plan.treatment, "treatment")}), plan)
    first = plan.first_treated if plan.first_treated not in {None, plan.treatment} else STARTED
    rows = rows.assign(**{first: starts.period})
    every, rows = rows[unit].nunique(), rows[~starts.always]
    if not (rows[first] > 0).any():
        raise StudyError(
            f'Nobody ever starts: "{plan.first_treated or plan.treatment}" is 0 or empty throughout.',
            "Give each treated unit its first period of treatment.",
        )
    if rows.groupby(unit)[first].nunique().max() > 1:
        raise StudyError(f'"{first}" changes within a unit.', "Give each unit one first period of treatment.")
    twice = rows.duplicated([unit, time])
    if twice.any():
        row = int(np.flatnonzero(twice)[0])
        raise StudyError(f"Row {row + 2} repeats a unit and period.", "Give one row a unit and period.")
    known = rows.dropna(subset=[plan.outcome, *plan.covariates])
    whole = known.groupby(unit)[time].transform("size")
    kept = known[whole == rows[time].nunique()].copy()
    if kept.empty or not (kept[first] > 0).any():
        raise StudyError("No unit with a start has every period.", "Give the periods that are missing.")
    flow = _with_always_treated(_units_flow(rows, kept, unit, first), every - rows[unit].nunique())
    kept[AS_GIVEN] = kept[unit]
    kept[unit] = kept[unit].astype("category").cat.codes
    return Panel(kept, unit, time, first, flow, starts.words)


def placed(frame: pd.DataFrame, plan: StudyPlan) -> None:
    """Raise StudyError where a row has no unit or no period: it has no place in the panel."""
    for column in (str(plan.unit), str(plan.time)):
        empty = np.flatnonzero(frame[column].isna().to_numpy())
        if len(empty):
            raise StudyError(
                f'{len(empty):,} rows have no "{column}", the first is row {empty[0] + 2}.',
                "Fill it in, or leave these rows out.",
            )


def stays_treated(panel: pd.DataFrame, plan: StudyPlan) -> None:
    """Raise StudyError where treatment ends again: both designs take it as begun for good."""
    unit = str(plan.unit)
    rows = panel[[unit, str(plan.time), plan.treatment]].sort_values([unit, str(plan.time)])
    ends = (rows.groupby(unit)[plan.treatment].diff() < 0).to_numpy()
    if ends.any():
        who = rows[unit].to_numpy()[ends]
        raise StudyError(
            f'"{plan.treatment}" ends again for {len(set(who)):,} of them, such as "{str(who[0]).removesuffix(".0")}".',
            "To ask what having begun does, code it 1 from the start on; else leave out what came after the end.",
        )


def _units_flow(rows: pd.DataFrame, kept: pd.DataFrame, unit: str, first: str) -> Flow:
    """Count units by arm: in the file, and with every period."""
    arms, lost = [], []
    for name, treated in (("treatment", True), ("control", False)):
        entered, have = (int(f.loc[(f[first] > 0) == treated, unit].nunique()) for f in (rows, kept))
        arms.append(Arm(name, entered, have, entered - have))
        lost.append((entered - have) / entered if entered else 0.0)
    total, used = rows[unit].nunique(), kept[unit].nunique()
    dropped = (("units without every period", total - used),) if total > used else ()
    apart = abs(lost[0] - lost[1]) if all(arm.entered for arm in arms) else 0.0
    return Flow(total, dropped, tuple(arms), used, (total - used) / total, apart)


def _with_always_treated(flow: Flow, count: int) -> Flow:
    """Add units that were left out because they are treated in every period; they are no attrition."""
    if not count:
        return flow
    dropped = (
        ("units treated from their first period on: nothing is known of them before", count),
        *flow.dropped,
    )
    return dataclasses.replace(flow, in_file=flow.in_file + count, dropped=dropped)


FEW_UNITS = 5
"""Units a group below which no other assignments are left to hold the one that was made against."""


def enough_units(treated: int, compared: int, called: str = "units") -> Gate:
    """Whether each side has enough units; between 5 and 19 the range comes from other assignments of the starts."""
    fewest = min(treated, compared)
    few = treated <= compared
    fix = (
        f"For one treated, use --design synthetic; for a few, give more {called} or earlier periods."
        if few
        else f"Give more {called} that start later or never."
    )
    return Gate(
        "people",
        f"There are at least {FEW_UNITS} {called} in each group.",
        fewest >= FEW_UNITS,
        fewest,
        FEW_UNITS,
        f"{treated} are treated, {compared} are there to compare with when the first of them starts.",
        fix,
        "Gainful: with fewer, no other assignment is left to compare with; Conley and Taber 2011",
    )


def together(steps: list[Fit]) -> tuple[float | None, str]:
    """Bonferroni's p of all steps together, and the largest in words."""
    if not steps:
        return None, "There is too little history to see."
    worst = min(steps, key=lambda fit: fit.p_value)
    p = min(1.0, worst.p_value * len(steps))
    return (
        p,
        f"The largest step apart before treatment is {plain(worst.effect)} (p {p:.2g} over {len(steps)} steps).",
    )
