"""From a table and a plan to arrays that estimators can use; whatever could not be used is counted, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.columns import (
    PENDING,
    StudyError,
    codes,
    is_amount,
    number,
    stands_for_people,
    stands_for_unknown,
    words,
    zero_one,
)
from gainful.engine.impact.covariates import design_matrix
from gainful.engine.impact.model import Arm, Design, Flow, StudyPlan
from gainful.engine.impact.roles import check_columns

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Study:
    """Rows whose outcome is known, as arrays of one length n; `x` is [n, k] without a constant."""

    plan: StudyPlan
    y: np.ndarray
    d: np.ndarray
    """1 took part, 0 did not; in an instrument's study also an amount, see `dose`"""
    x: np.ndarray
    names: tuple[str, ...]
    pre: np.ndarray
    """[n, periods] earlier outcomes, oldest first"""
    z: np.ndarray | None
    weight: np.ndarray
    """one over the chance of the arm a person is in"""
    strata: np.ndarray | None
    cluster: np.ndarray | None
    groups: dict[str, np.ndarray]
    placebo: np.ndarray | None
    flow: Flow
    frame: pd.DataFrame
    """the usable rows as given"""
    warnings: tuple[str, ...] = ()
    push: np.ndarray | None = None
    """the instrument where it is an amount; `z` then says who stands above its middle"""
    everybody: dict[str, np.ndarray] = field(default_factory=dict)
    """arm and whether the outcome is known, for all usable rows: what attrition and bounds need"""

    @property
    def dose(self) -> str:
        """The name of the treatment where it is an amount, such as years of school; else empty."""
        return "" if set(np.unique(self.d)) <= {0.0, 1.0} else self.plan.treatment

    @property
    def offered(self) -> np.ndarray:
        """The arm that was assigned: the offer where there is one, else the treatment."""
        return self.d if self.z is None else self.z

    @property
    def counts(self) -> np.ndarray | None:
        """How much each person counts, None where all count alike."""
        return self.weight if np.ptp(self.weight) > 1e-9 else None

    @property
    def population(self) -> np.ndarray | None:
        """How many of the population each person stands for, on average 1; None where nobody said."""
        if self.plan.weight is None:
            return None
        stands_for = stands_for_people(self.frame, self.plan.weight)
        return stands_for / stands_for.mean()

    @property
    def pushed(self) -> np.ndarray:
        """What moves people: the amount of the instrument where it is one, else who was assigned."""
        return self.offered if self.push is None else self.push


def prepare(frame: pd.DataFrame, plan: StudyPlan) -> Study:
    """Check and turn a table of one row a person into arrays; raises StudyError."""
    check_columns(frame, plan)
    _once_each(frame, plan)
    pending = _pending(frame, plan.outcome)
    frame = (
        frame.assign(**{plan.outcome: frame[plan.outcome].where(~pending, None)}) if pending.any() else frame
    )
    dose = plan.design is Design.IV and is_amount(frame, plan.treatment)
    d = number(frame, plan.treatment) if dose else zero_one(frame, plan.treatment, "treatment")
    z, push = _assigned(frame, plan)
    y = number(frame, plan.outcome)
    arm = d if z is None else z
    usable = ~np.isnan(arm) & ~np.isnan(d)
    dropped = [("treatment or assignment is not known", int((~usable).sum()))]
    for column in (plan.cluster, plan.strata):
        if column:
            empty = usable & frame[column].isna().to_numpy()
            dropped.append((f'"{column}" is not known', int(empty.sum())))
            usable &= ~empty
    known = usable & ~np.isnan(y)
    flow = _flow(arm, usable, known, pending, tuple(drop for drop in dropped if drop[1]))
    for value in (0.0, 1.0):
        if (not dose and (d[known] == value).sum() < 2) or (arm[known] == value).sum() < 2:
            raise StudyError(
                "One group has fewer than two people (or units) with a known outcome.",
                "Nothing can be compared. For one treated place beside many, seen over time, use --design synthetic.",
            )
    if np.ptp(y[known]) == 0:
        raise StudyError(f'"{plan.outcome}" is the same for everybody.', "There is no difference to explain.")
    rows = frame if known.all() else frame.loc[known]
    odd = [
        stands_for_unknown(number(rows, c), c, expert=plan.expert) for c in (plan.outcome, *plan.pre_outcomes)
    ]
    x, names, warnings = design_matrix(rows, plan)
    pre = (
        np.column_stack([number(rows, c) for c in plan.pre_outcomes])
        if plan.pre_outcomes
        else np.empty((len(rows), 0))
    )
    strata = codes(rows, plan.strata)
    weight, said = _weights(rows, plan, arm[known], strata)
    weight, said = _by_population(rows, plan, weight, said)
    return Study(
        plan=plan,
        y=_of(y, known),
        d=_of(d, known),
        x=x,
        names=names,
        pre=_filled(pre),
        z=None if z is None else _of(z, known),
        weight=weight,
        strata=strata,
        cluster=codes(rows, plan.cluster),
        groups={g: words(rows, g) for g in plan.subgroups},
        placebo=number(rows, plan.placebo_outcome) if plan.placebo_outcome else None,
        flow=flow,
        frame=rows,
        warnings=(*warnings, *said, *(line for lines in odd for line in lines)),
        push=None if push is None else push[known],
        everybody={
            "arm": _of(arm, usable),
            "known": _of(known, usable),
            "y": _of(y, usable),
            "treated": _of(d, usable),
        },
    )


def _of(values: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The values of those rows; of all rows the same array, which nobody writes into."""
    return values if rows.all() else values[rows]


def _assigned(frame: pd.DataFrame, plan: StudyPlan) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Who was assigned, as 1 and 0; of an instrument in many sizes who stands above its middle, and the sizes."""
    if not plan.assignment:
        return None, None
    if plan.design is not Design.IV or not is_amount(frame, plan.assignment):
        return zero_one(frame, plan.assignment, "assignment"), None
    push = number(frame, plan.assignment)
    middle = float(np.nanmedian(push))
    above = push > middle if (push > middle).any() else push >= middle
    return np.where(np.isnan(push), np.nan, above), push


def _by_population(
    rows: pd.DataFrame, plan: StudyPlan, weight: np.ndarray, said: tuple[str, ...]
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Count each person by how many they stand for; raises StudyError for weights that cannot be."""
    if plan.weight is None:
        return weight, said
    stands_for = stands_for_people(rows, plan.weight)
    effective = stands_for.sum() ** 2 / (stands_for @ stands_for)
    told = (
        f"By their weights the {len(rows):,} people analysed say as much as {effective:,.0f} of equal weight."
    )
    return weight * stands_for / stands_for.mean(), (*said, told)


def _once_each(frame: pd.DataFrame, plan: StudyPlan) -> None:
    """Raise StudyError where the same person stands in two rows, or all are in one cluster."""
    if plan.unit and frame[plan.unit].duplicated().any():
        row = int(np.flatnonzero(frame[plan.unit].duplicated())[0])
        raise StudyError(
            f'Row {row + 2}: "{frame[plan.unit].iloc[row]}" has a second row.',
            "Give one row a person. For a panel use --design did or staggered, with --unit and --time.",
        )
    if plan.cluster and frame[plan.cluster].nunique() < 2:
        raise StudyError(
            f'Everybody is in the same "{plan.cluster}", so nothing could be assigned by it.',
            "Name the column of the sites, or leave --cluster out where people were assigned one by one.",
        )


def _pending(frame: pd.DataFrame, outcome: str) -> np.ndarray:
    if frame[outcome].dtype != object and not str(frame[outcome].dtype).startswith("str"):
        return np.zeros(len(frame), bool)
    return frame[outcome].map(lambda v: isinstance(v, str) and v.strip().lower() in PENDING).to_numpy(bool)


def _flow(
    arm: np.ndarray,
    usable: np.ndarray,
    known: np.ndarray,
    pending: np.ndarray,
    dropped: tuple[tuple[str, int], ...],
) -> Flow:
    arms, lost = [], []
    for name, value in (("treatment", 1.0), ("control", 0.0)):
        here = usable & (arm == value)
        waits = here & pending
        entered, have = int(here.sum()), int((here & known).sum())
        missing = entered - have - int(waits.sum())
        arms.append(Arm(name, entered, have, missing, int(waits.sum())))
        due = entered - int(waits.sum())
        lost.append((missing, due))
    due = sum(n for _, n in lost)
    overall = sum(m for m, _ in lost) / due if due else None
    shares = [m / n if n else 0.0 for m, n in lost]
    return Flow(len(arm), dropped, tuple(arms), int(known.sum()), overall, abs(shares[0] - shares[1]))


def _filled(pre: np.ndarray) -> np.ndarray:
    pre = pre[:, ~np.isnan(pre).all(axis=0)]
    if pre.size and np.isnan(pre).any():
        return np.where(np.isnan(pre), np.nanmean(pre, axis=0), pre)
    return pre


def _weights(
    rows: pd.DataFrame, plan: StudyPlan, arm: np.ndarray, strata: np.ndarray | None
) -> tuple[np.ndarray, tuple[str, ...]]:
    """One over the chance of the arm: from the chances given, else from each stratum's share."""
    if plan.probability:
        chance = number(rows, plan.probability)
        if np.isnan(chance).any() or (chance <= 0).any() or (chance >= 1).any():
            raise StudyError(
                f'"{plan.probability}" must be a chance between 0 and 1 (both left out) for everybody.',
                "People who could not be drawn, or were sure to be, are no part of a lottery: leave their rows out.",
            )
        return np.where(arm == 1, 1 / chance, 1 / (1 - chance)), ()
    if strata is None or (plan.assignment is None and plan.design != "lottery"):
        return np.ones(len(arm)), ()
    size = np.bincount(strata)
    share = np.bincount(strata, weights=arm) / size
    certain = (share == 0) | (share == 1)
    if certain.all():
        raise StudyError("In every stratum all people are in one arm.", "Check the strata.")
    chance = share[strata]
    weight = np.where(arm == 1, 1 / np.maximum(chance, 1e-9), 1 / np.maximum(1 - chance, 1e-9))
    out = certain[strata]
    said = (
        (f"{int(out.sum())} people are in strata with one arm only and do not count.",) if out.any() else ()
    )
    return np.where(out, 0.0, weight), said
