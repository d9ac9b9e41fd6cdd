"""From a table and a plan to arrays that estimators can use; whatever could not be used is counted, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.model import Arm, Flow, StudyPlan

if TYPE_CHECKING:
    import pandas as pd

FALSE = {"0", "false", "no", "n", "f", "control", "comparison"}
TRUE = {"1", "true", "yes", "y", "t", "treated", "treatment"}
MANY_LEVELS = 30
ZERO_SHARE = 0.05
"""From this share of zeros on, an earlier outcome also gets a column "is zero" (as in Imbens and Xu 2024)."""
PENDING = {"pending", "not yet", "not in yet"}


class StudyError(ValueError):
    """The data or the plan cannot be used: what is wrong and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Study:
    """Rows whose outcome is known, as arrays of one length n; `x` is [n, k] without a constant."""

    plan: StudyPlan
    y: np.ndarray
    d: np.ndarray
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
    everybody: dict[str, np.ndarray] = field(default_factory=dict)
    """arm and whether the outcome is known, for all usable rows: what attrition and bounds need"""

    @property
    def offered(self) -> np.ndarray:
        """The arm that was assigned: the offer where there is one, else the treatment."""
        return self.d if self.z is None else self.z


def zero_one(frame: pd.DataFrame, column: str, what: str) -> np.ndarray:
    """Return a column as 0.0, 1.0 or NaN; raises StudyError where it holds anything else."""
    import pandas as pd

    values = frame[column]
    if pd.api.types.is_bool_dtype(values):
        return values.to_numpy(float)
    text = values.map(lambda v: "" if pd.isna(v) else str(v).strip().lower())
    text = text.str.replace(r"\.0+$", "", regex=True)
    coded = text.map(lambda t: 1.0 if t in TRUE else 0.0 if t in FALSE else np.nan)
    odd = sorted(set(text[coded.isna() & (text != "")]))
    if odd:
        raise StudyError(
            f'The {what} column "{column}" must hold 0 and 1; it also holds {", ".join(odd[:5])}.',
            "Code it as 1 (treated) and 0 (not), or name another column.",
        )
    found = set(coded.dropna())
    if found != {0.0, 1.0}:
        only = "nothing" if not found else f"only {int(next(iter(found)))}"
        raise StudyError(
            f'The {what} column "{column}" holds {only}: there is nobody to compare with.',
            "Give the rows of both groups.",
        )
    return coded.to_numpy(float)


def number(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column as numbers, NaN where empty; raises StudyError naming the first row that is no number."""
    import pandas as pd

    values = frame[column]
    if values.dtype == object or pd.api.types.is_string_dtype(values):
        text = values.map(lambda v: "" if pd.isna(v) else str(v).strip())
        text = text.str.replace(r"[$,\s]", "", regex=True)
        values = text.where(~text.isin(["", ".", "NA", "nan"]), None)
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = numbers.isna() & values.notna()
    if wrong.any():
        row = int(np.flatnonzero(wrong.to_numpy())[0])
        raise StudyError(
            f'Column "{column}", row {row + 2}: "{frame[column].iloc[row]}" is not a number.',
            "Correct it, or leave it empty if it is not known.",
        )
    result = numbers.to_numpy(float)
    return np.where(np.isfinite(result), result, np.nan)


def check_columns(frame: pd.DataFrame, plan: StudyPlan) -> None:
    """Raise StudyError for columns that are named and not there, or named twice for what excludes each other."""
    singles = (plan.outcome, plan.treatment, plan.assignment, plan.probability, plan.strata, plan.cluster)
    more = (plan.unit, plan.time, plan.first_treated, plan.placebo_outcome)
    wanted = [c for c in (*singles, *more, *plan.covariates, *plan.pre_outcomes, *plan.subgroups) if c]
    missing = [c for c in dict.fromkeys(wanted) if c not in frame.columns]
    if missing:
        raise StudyError(
            f"There is no column {', '.join(repr(c) for c in missing)}.",
            f"Columns found: {', '.join(map(str, frame.columns[:40]))}.",
        )
    if frame.columns.duplicated().any():
        twice = frame.columns[frame.columns.duplicated()][0]
        raise StudyError(f'Two columns are called "{twice}".', "Give each its own name.")
    after = {plan.outcome, plan.treatment, plan.assignment or plan.treatment}
    if both := sorted(after & {*plan.covariates, *plan.pre_outcomes}):
        raise StudyError(
            f'"{both[0]}" cannot be a covariate: it is the outcome or the treatment itself.', "Leave it out."
        )


def prepare(frame: pd.DataFrame, plan: StudyPlan) -> Study:
    """Check and turn a table of one row a person into arrays; raises StudyError."""
    check_columns(frame, plan)
    pending = _pending(frame, plan.outcome)
    frame = (
        frame.assign(**{plan.outcome: frame[plan.outcome].where(~pending, None)}) if pending.any() else frame
    )
    d = zero_one(frame, plan.treatment, "treatment")
    z = zero_one(frame, plan.assignment, "assignment") if plan.assignment else None
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
        if (d[known] == value).sum() < 2 or (arm[known] == value).sum() < 2:
            raise StudyError(
                "One group has fewer than two people with a known outcome.", "Nothing can be compared."
            )
    if np.ptp(y[known]) == 0:
        raise StudyError(f'"{plan.outcome}" is the same for everybody.', "There is no difference to explain.")
    rows = frame.loc[known]
    x, names, warnings = design_matrix(rows, plan)
    pre = (
        np.column_stack([number(rows, c) for c in plan.pre_outcomes])
        if plan.pre_outcomes
        else np.empty((len(rows), 0))
    )
    strata = _codes(rows, plan.strata)
    weight, said = _weights(rows, plan, arm[known], strata)
    return Study(
        plan=plan,
        y=y[known],
        d=d[known],
        x=x,
        names=names,
        pre=_filled(pre),
        z=None if z is None else z[known],
        weight=weight,
        strata=strata,
        cluster=_codes(rows, plan.cluster),
        groups={g: _words(rows, g) for g in plan.subgroups},
        placebo=number(rows, plan.placebo_outcome) if plan.placebo_outcome else None,
        flow=flow,
        frame=rows,
        warnings=(*warnings, *said),
        everybody={"arm": arm[usable], "known": known[usable], "y": y[usable], "treated": d[usable]},
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


def design_matrix(rows: pd.DataFrame, plan: StudyPlan) -> tuple[np.ndarray, tuple[str, ...], tuple[str, ...]]:
    """Return covariates as [n, k] numbers, their names, and what was done to them in words.

    Words become one column a level; an unknown value becomes the mean and a column "is unknown"; an earlier outcome
    with many zeros gets a column "is zero"; columns that do not vary or repeat another are left out.
    """
    import pandas as pd

    columns: dict[str, np.ndarray] = {}
    warnings: list[str] = []
    for name in dict.fromkeys((*plan.covariates, *plan.pre_outcomes)):
        values = rows[name]
        if isinstance(values.dtype, pd.CategoricalDtype) or not _numeric(values):
            columns |= _levels(rows, name)
            continue
        figures = number(rows, name)
        unknown = np.isnan(figures)
        if unknown.all():
            warnings.append(f'"{name}" is never known and was left out.')
            continue
        if unknown.any():
            warnings.append(
                f'"{name}" is unknown for {unknown.sum()} of {len(rows)}: marked as unknown, not dropped.'
            )
            columns[f"{name} unknown"] = unknown.astype(float)
        columns[name] = np.where(unknown, np.nanmean(figures), figures)
        zero = (figures == 0).mean()
        if name in plan.pre_outcomes and ZERO_SHARE <= zero < 1 and np.unique(figures).size > 2:
            columns[f"{name} is zero"] = (figures == 0).astype(float)
    kept = _independent(columns)
    left = [name for name in columns if name not in kept]
    if left:
        warnings.append(f"Left out because they do not vary or repeat others: {', '.join(left)}.")
    matrix = np.column_stack([columns[n] for n in kept]) if kept else np.empty((len(rows), 0))
    return matrix, tuple(kept), tuple(warnings)


def _numeric(values: pd.Series) -> bool:
    import pandas as pd

    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return True
    known = values.dropna()
    return bool(len(known)) and bool(pd.to_numeric(known, errors="coerce").notna().all())


def _words(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as words, "unknown" where it is empty."""
    return rows[name].astype(object).where(rows[name].notna(), "unknown").astype(str).to_numpy(object)


def _levels(rows: pd.DataFrame, name: str) -> dict[str, np.ndarray]:
    import pandas as pd

    text = pd.Series(_words(rows, name), index=rows.index)
    counts = text.value_counts()
    if len(counts) > MANY_LEVELS:
        raise StudyError(
            f'The covariate "{name}" has {len(counts)} different words.',
            f"Group it into at most {MANY_LEVELS}, or give it as a number.",
        )
    return {f"{name}: {level}": (text == level).to_numpy(float) for level in sorted(counts.index)[1:]}


def _independent(columns: dict[str, np.ndarray]) -> list[str]:
    """Return the names of columns that add something to those before them (and to a constant)."""
    kept: list[str] = []
    basis: list[np.ndarray] = []
    for name, values in columns.items():
        rest = values - values.mean()
        size = np.linalg.norm(rest)
        if size <= 1e-12 * max(1.0, np.abs(values).max()) * np.sqrt(len(values)):
            continue
        for _ in range(2):  # twice is enough (Kahan)
            for direction in basis:
                rest = rest - direction * (direction @ rest)
        left = np.linalg.norm(rest)
        if left > 1e-8 * size:
            kept.append(name)
            basis.append(rest / left)
    return kept


def _filled(pre: np.ndarray) -> np.ndarray:
    pre = pre[:, ~np.isnan(pre).all(axis=0)]
    if pre.size and np.isnan(pre).any():
        return np.where(np.isnan(pre), np.nanmean(pre, axis=0), pre)
    return pre


def _codes(rows: pd.DataFrame, column: str | None) -> np.ndarray | None:
    if column is None:
        return None
    import pandas as pd

    return pd.factorize(rows[column])[0]


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
