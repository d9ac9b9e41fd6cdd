"""Difference-in-differences of other people each time: repeated cross-sections of two groups, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact.balance import balance_table, smd, spread
from gainful.engine.impact.columns import StudyError, periods
from gainful.engine.impact.estimates import estimate, naive_estimate
from gainful.engine.impact.inference import Fit, holm, regression
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.model import Estimand, Evaluation, EventRow, Gate, StudyPlan
from gainful.engine.impact.panel import together
from gainful.engine.impact.roles import check_columns
from gainful.engine.impact.study import Study, prepare

if TYPE_CHECKING:
    import pandas as pd

BEGAN = "period of the start"
FEWEST_IN_CELL = 2


@dataclass(frozen=True, slots=True)
class _Sections:
    """A study of people asked once, with each person's period and the one in which the program began."""

    study: Study
    time: np.ndarray
    start: float

    @property
    def after(self) -> np.ndarray:
        """1 where a person was asked after the program began."""
        return (self.time >= self.start).astype(float)

    @property
    def times_before(self) -> np.ndarray:
        """The periods before, in their order."""
        return np.unique(self.time[self.time < self.start])

    def change(self, y: np.ndarray, x: np.ndarray, rows: np.ndarray, later: np.ndarray) -> Fit:
        """How much more y changed for the treated group, over those rows, with an effect of each period."""
        group, time = self.study.d[rows], self.time[rows]
        dummies = (time[:, None] == np.unique(time)[None, 1:]).astype(float)
        columns = np.column_stack([group, dummies, x[rows]])
        cluster = (
            None
            if self.study.cluster is None
            else np.unique(self.study.cluster[rows], return_inverse=True)[1]
        )
        counts = None if self.study.counts is None else self.study.counts[rows]
        return regression(y[rows], group * later[rows], columns, cluster=cluster, weight=counts)


def evaluate_sections(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT of people asked once each: the treatment column says who belongs to the group, `began` when it started."""
    sections = _sections(frame, plan)
    study, everybody = sections.study, np.ones(len(sections.time), bool)
    after, none = sections.after, study.x[:, :0]
    plain = sections.change(study.y, none, everybody, after)
    fit = sections.change(study.y, study.x, everybody, after) if study.x.shape[1] else plain
    found = [
        estimate(
            "did", "Difference-in-differences", Estimand.ATT, plain, study.d, primary=not study.x.shape[1]
        )
    ]
    if study.x.shape[1]:
        name = "Difference-in-differences, adjusted for what was known before"
        found.append(estimate("did_adjusted", name, Estimand.ATT, fit, study.d, primary=True))
    late = after == 1
    cluster = None if study.cluster is None else study.cluster[late]
    counts = None if study.counts is None else study.counts[late]
    found.append(
        naive_estimate(
            regression(study.y[late], study.d[late], none[late], cluster=cluster, weight=counts),
            study.d[late],
        )
    )
    others = late & (study.d == 0)
    return Evaluation(
        plan=plan,
        flow=study.flow,
        balance=balance_table(study.x[~late], study.names, study.d[~late], None),
        estimates=tuple(found),
        diagnostics=(tell.robustness_value(fit), tell.e_value(fit, tell.spread_of(study))),
        gates=_checks(sections),
        minimum_detectable=tell.minimum_detectable(fit),
        comparison_mean=float(np.average(study.y[others], weights=study.weight[others])),
        warnings=study.warnings,
        event_study=_path(sections, fit),
        versions=versions(),
    )


def _sections(frame: pd.DataFrame, plan: StudyPlan) -> _Sections:
    check_columns(frame, plan)
    column = str(plan.time)
    if plan.began is None:
        raise StudyError(
            "Of people asked once each, say when the program began: --began.",
            f'Give a period as "{column}" writes it. If the same people are followed, name them with --unit.',
        )
    time = periods(frame, column)
    kinds = frame.drop_duplicates(column).assign(**{BEGAN: str(plan.began)})
    start = periods(kinds, BEGAN, like=column)[0]
    known = ~np.isnan(time)
    study = prepare(frame.loc[known], plan)
    sections = _Sections(study, time[study.frame.index.to_numpy()], float(start))
    for side, where in ((0.0, "before"), (1.0, "after")):
        for arm in (0.0, 1.0):
            if ((sections.after == side) & (study.d == arm)).sum() < FEWEST_IN_CELL:
                group = "the treated group" if arm else "the others"
                raise StudyError(
                    f'Hardly anybody of {group} was asked {where} "{plan.began}".',
                    f'Check --began and "{column}": both groups are needed on both sides of the start.',
                )
    return sections


def _checks(sections: _Sections) -> tuple[Gate, ...]:
    study, before = sections.study, sections.after == 0
    cells = [int(((sections.after == side) & (study.d == arm)).sum()) for side in (0, 1) for arm in (0, 1)]
    steps = _steps(sections)
    of = study.plan.placebo_outcome
    checks = [
        gates.estimand(study.plan),
        Gate(
            "people",
            f"Each group has at least {gates.FEW_PEOPLE} people on each side of the start.",
            min(cells) >= gates.FEW_PEOPLE,
            min(cells),
            gates.FEW_PEOPLE,
            f"The smallest of the four cells has {min(cells)}.",
            "Add people, or earlier periods in which both groups were asked.",
            "Gainful: below this, intervals and balance mean little",
        ),
        gates.pending(study.flow),
        gates.attrition(study.flow),
        *gates.clusters(study.frame, study.plan, study.d, study.cluster),
        gates.known_before(study),
        gates.periods(len(sections.times_before)),
        gates.parallel(*together(steps)),
        gates.dip(steps[-1] if steps else None, spread(study.y[before], study.d[before])),
        gates.levels(smd(study.y[before], study.d[before])),
        gates.same_kind_of_people(_shifts(sections)),
    ]
    if of and study.placebo is not None:
        known = np.isfinite(study.placebo)
        target = np.where(known, study.placebo, 0.0)
        fit = sections.change(target, study.x[:, :0], known, sections.after)
        checks.append(gates.placebo(fit, float(study.placebo[known & (study.d == 1)].std()), of=of))
    return tuple(checks)


def _steps(sections: _Sections) -> list[Fit]:
    """The same estimate for each step between periods before, where there can be no effect."""
    times = sections.times_before
    found = []
    for earlier, later in pairwise(times):
        rows = np.isin(sections.time, (earlier, later))
        if _both(sections, earlier) and _both(sections, later):
            last = (sections.time == later).astype(float)
            found.append(sections.change(sections.study.y, sections.study.x, rows, last))
    return [fit for fit in found if np.isfinite(fit.se)]


def _both(sections: _Sections, time: float) -> bool:
    """Whether both groups were asked in a period."""
    here = sections.study.d[sections.time == time]
    return min((here == 1).sum(), (here == 0).sum()) >= FEWEST_IN_CELL


def _shifts(sections: _Sections) -> list[tuple[str, float]]:
    """How much more each trait changed in the treated group, as a p value corrected for their number (Holm 1979)."""
    study, everybody = sections.study, np.ones(len(sections.time), bool)
    fits = [sections.change(column, study.x[:, :0], everybody, sections.after) for column in study.x.T]
    return list(zip(study.names, holm([fit.p_value for fit in fits]), strict=True))


def _path(sections: _Sections, fit: Fit) -> tuple[EventRow, ...]:
    """Distance between the groups by period against the last one before (−1); 0 is all that came after the start."""
    times, study = sections.times_before, sections.study
    path: list[EventRow] = []
    for place, time in enumerate(times[:-1]):
        if _both(sections, time) and _both(sections, times[-1]):
            rows = np.isin(sections.time, (time, times[-1]))
            one = sections.change(study.y, study.x, rows, (sections.time == time).astype(float))
            path.append(
                {"period": place - len(times), "effect": one.effect, "low": one.low, "high": one.high}
            )
    path.append({"period": -1, "effect": 0.0, "low": 0.0, "high": 0.0})
    return (*path, {"period": 0, "effect": fit.effect, "low": fit.low, "high": fit.high})
