"""When each unit of a panel starts, as the file codes it: read, told, and held against the column of treatment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.columns import StudyError, number, periods, zero_one
from gainful.engine.impact.model import StudyPlan

if TYPE_CHECKING:
    import pandas as pd

NEVER = {"", "0", "0.0", "never", "never treated", "never-treated", "nevertreated", "inf", "+inf", "infinity"}
NEVER |= {"nan", "na", "n/a", ".", "none", "null", "nat", "<na>", "no", "not applicable"}
NEVER |= {
    "not treated",
    "untreated",
    "no treatment",
    "control",
    "controls",
    "comparison",
    "not adopted",
    "no adoption",
}
NAMED_ROWS = 3
"""How many rows a refusal names."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Each row's first period of treatment as a number, 0 where its unit is untreated in every period of the file."""

    period: np.ndarray
    always: np.ndarray
    """rows of units treated from their first period on: they have no time before"""
    words: str


def starts_of(frame: pd.DataFrame, plan: StudyPlan) -> Starts:
    """Read who starts when. Raises StudyError, with rows, where the start and the treatment contradict each other."""
    unit, time = frame[str(plan.unit)].to_numpy(object), periods(frame, str(plan.time))
    treated = _treated(frame, plan)
    known = time[np.isfinite(time)]
    first, last = known.min(), known.max()
    if plan.first_treated is None:
        start = _from_treatment(unit, time, treated)
        told: list[str] = []
    else:
        start, told = _as_written(frame, plan, unit, treated, last)
        if plan.treatment != plan.first_treated:
            _check(frame, plan, unit, time, start, treated)
    order = np.unique(known)
    begins = np.where(start > 0, order[np.minimum(np.searchsorted(order, start), len(order) - 1)], 0.0)
    always = (start > 0) & (start <= first)
    return Starts(
        np.where(always, first, begins), always, _words(frame, plan, unit, time, begins, always, told)
    )


def _treated(frame: pd.DataFrame, plan: StudyPlan) -> np.ndarray:
    """Return 1 where a row is treated, a share of the first period counted as treated; NaN where unknown."""
    if plan.treatment == plan.first_treated:
        return np.full(len(frame), np.nan)
    try:
        values = number(frame, plan.treatment)
    except StudyError:
        return zero_one(frame, plan.treatment, "treatment")
    if plan.first_treated is None and not set(np.unique(values[np.isfinite(values)])) <= {0.0, 1.0}:
        return zero_one(frame, plan.treatment, "treatment")
    return np.where(np.isnan(values), np.nan, (values > 0).astype(float))


def _from_treatment(unit: np.ndarray, time: np.ndarray, treated: np.ndarray) -> np.ndarray:
    import pandas as pd

    on = pd.Series(time[treated == 1]).groupby(unit[treated == 1]).min()
    return pd.Series(unit).map(on).fillna(0.0).to_numpy(float)


def _as_written(
    frame: pd.DataFrame, plan: StudyPlan, unit: np.ndarray, treated: np.ndarray, last: float
) -> tuple[np.ndarray, list[str]]:
    """Return starts as given, codes for never as 0, and what was made of the other codes in words."""
    import pandas as pd

    column = str(plan.first_treated)
    text = frame[column].map(lambda v: "" if pd.isna(v) else str(v).strip())
    never = text.str.lower().isin(NEVER).to_numpy()
    start = _readable(frame, plan, text, never)
    ever = pd.Series(np.nan_to_num(treated)).groupby(unit).transform("max").to_numpy() > 0
    told = []
    below, beyond = ~never & (start <= 0), ~never & (start > last)
    for odd, words in ((below & ~ever, "taken as never"), (beyond & ~ever, "after the last period")):
        if odd.any():
            codes = ", ".join(dict.fromkeys(text[odd].str.removesuffix(".0")))
            told.append(
                f"{len(set(unit[odd])):,} with {codes} ({words}, {plan.treatment} 0 throughout) count as untreated"
            )
            start = np.where(odd, 0.0, start)
    if plan.treatment == plan.first_treated:
        start = np.where((start < 0) | (start > last), 0.0, start)
    return start, told


def _readable(frame: pd.DataFrame, plan: StudyPlan, text: pd.Series, never: np.ndarray) -> np.ndarray:
    """Return what is no code for never as periods. Raises StudyError where it is written unlike them."""
    column, time = str(plan.first_treated), str(plan.time)
    try:
        start = periods(frame.assign(**{column: text.where(~never, None)}), column, like=time)
        wrong = ~never & np.isnan(start)
    except StudyError:
        start, wrong = (
            np.zeros(len(text)),
            ~never & ~text.isin(frame[time].astype(str).str.strip()).to_numpy(),
        )
        if not wrong.any():
            raise
    if wrong.any():
        some = ", ".join(
            map(str, dict.fromkeys(frame[time].dropna().astype(str).str.removesuffix(".0")).keys())
        )[:60]
        raise StudyError(
            f'"{column}" is "{text[wrong].iloc[0]}" in {_rows(wrong)}: "{time}" writes periods otherwise ({some}).',
            "Write starts as the periods are written; leave them empty where a unit never starts.",
        )
    return np.where(never, 0.0, np.nan_to_num(start))


def _check(
    frame: pd.DataFrame,
    plan: StudyPlan,
    unit: np.ndarray,
    time: np.ndarray,
    start: np.ndarray,
    treated: np.ndarray,
) -> None:
    """Raise StudyError where rows are treated before their start, not treated after it, or treated without one.

    A treatment column that does not change within any unit says who ever starts, not when.
    """
    import pandas as pd

    known = np.isfinite(treated) & np.isfinite(time)
    steady = pd.Series(treated[known]).groupby(unit[known]).nunique().max() == 1
    due = start > 0 if steady else (start > 0) & (time >= start)
    wrong = known & (due != (treated == 1))
    if not wrong.any():
        return
    place = int(np.flatnonzero(wrong)[0])
    written = str(frame[plan.first_treated].iloc[place]).removesuffix(".0")
    at = str(frame[plan.time].iloc[place]).removesuffix(".0")
    said = (
        f'"{plan.first_treated}" and "{plan.treatment}" contradict each other in {_rows(wrong)}: '
        f'"{str(unit[place]).removesuffix(".0")}" has the start {written}, and {plan.treatment} '
        f"{'1' if treated[place] == 1 else '0'} in {at}."
    )
    raise StudyError(
        said,
        "Correct the one that is wrong. A unit that never starts is empty or 0 in the first, and 0 throughout in the "
        "second.",
    )


def _rows(wrong: np.ndarray) -> str:
    """Name rows as a spreadsheet counts them, the header being the first."""
    places = np.flatnonzero(wrong) + 2
    named = ", ".join(f"{place:,}" for place in places[:NAMED_ROWS])
    more = f" and {len(places) - NAMED_ROWS:,} more" if len(places) > NAMED_ROWS else ""
    return f"row{'s' if len(places) > 1 else ''} {named}{more}"


def _words(
    frame: pd.DataFrame,
    plan: StudyPlan,
    unit: np.ndarray,
    time: np.ndarray,
    begins: np.ndarray,
    always: np.ndarray,
    told: list[str],
) -> str:
    """Say how many units start when, how many never do, and which codes stood for that."""
    labels = dict(zip(time, frame[str(plan.time)].astype(str).str.removesuffix(".0"), strict=True))
    of = dict(zip(unit, np.where(always, -1.0, begins), strict=True))
    counts = Counter(of.values())
    parts = [f"{counts.pop(0.0, 0):,} are untreated in every period of the file"]
    parts += (
        [f"{n:,} are treated from their first period on and left out"] if (n := counts.pop(-1.0, 0)) else []
    )
    parts += [f"{labels[start]}: {counts[start]:,}" for start in sorted(counts)]
    extra = f" Of the untreated, {'; '.join(told)}." if told else ""
    return f'Starts read from "{plan.first_treated or plan.treatment}": {"; ".join(parts)}.{extra}'
