"""Regression discontinuity: a score and a line decide who gets in; people just above stand beside those just below."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact.amounts import plain
from gainful.engine.impact.columns import StudyError, number, zero_one
from gainful.engine.impact.estimates import estimate, naive_estimate, subgroups
from gainful.engine.impact.inference import Fit, holm, regression
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.local_regression import (
    bandwidth,
    density_jump,
    jump,
    jump_per_taker,
    limits,
    steps_of,
)
from gainful.engine.impact.model import (
    BalanceRow,
    Cell,
    Diagnostic,
    Estimand,
    Estimate,
    Evaluation,
    StudyPlan,
)
from gainful.engine.impact.published_width import published_jump, width_in_words
from gainful.engine.impact.roles import check_columns
from gainful.engine.impact.study import Study, prepare

if TYPE_CHECKING:
    import pandas as pd

SIDE = "on the side of the line that gets in"
LINEAR, ROBUST = 1, 2
"""Orders of the local regressions: with the bandwidth of a line, the square is its bias-corrected estimate with robust
errors (Calonico, Cattaneo and Titiunik 2014, remark 7)."""
BINS_A_SIDE, FEWEST_IN_BIN = 12, 10
FEWEST_TO_FIT = 4
"""People a side below which a local square has no error: it has three figures a side to find."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Line:
    """A study with its distances from the line, positive on the side that gets in."""

    study: Study
    r: np.ndarray
    h: float
    sharp: bool

    def fit(
        self, order: int, h: float | None = None, x: np.ndarray | None = None
    ) -> tuple[Fit, float | None]:
        """Return the jump of the outcome, for each who takes part where not all do, with the first stage's F."""
        study, width = self.study, h or self.h
        # given by name to a function whose other arguments are of other types
        held: dict[str, Any] = {"x": x, "cluster": study.cluster, "population": study.population}
        if self.sharp:
            return jump(study.y, self.r, width, order, **held), None
        return jump_per_taker(study.y, study.d, self.r, width, order, **held)

    @property
    def near(self) -> np.ndarray:
        """Who stands within the bandwidth, boolean [n]."""
        return np.abs(self.r) < self.h


def evaluate_discontinuity(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """Effect at the line (LATE), sharp where the line decides alone, else by it as an instrument."""
    line = _line(frame, plan)
    study, near = line.study, line.near
    side = (line.r >= 0).astype(float)
    (main, strength), (straight, _) = line.fit(ROBUST), line.fit(LINEAR)
    found = [
        estimate("rd_linear", "Jump at the line", Estimand.LATE, straight, side),
        estimate("rd_robust", "Jump at the line, corrected for the bend of its lines", Estimand.LATE, main, side,
                 primary=True, note=_NOTE),
    ]  # fmt: skip
    if study.x.shape[1]:
        adjusted, _ = line.fit(ROBUST, x=study.x)
        name = "The same, adjusted for what was known before"
        found.append(estimate("rd_adjusted", name, Estimand.LATE, adjusted, side))
    beside, wide = _published(line, side)
    found += beside
    population = study.population
    naive = regression(study.y, study.d, study.x[:, :0], weight=population, cluster=study.cluster)
    below = near & (side == 0)
    found = [_near(one, side, near) for one in found]
    groups, left = subgroups(study, lambda inside: _inside(line, inside))
    return Evaluation(
        plan=study.plan,
        flow=study.flow,
        balance=_balance_at_the_line(line),
        estimates=(*found, naive_estimate(naive, study.d)),
        diagnostics=tuple(_diagnostics(line, straight)),
        gates=tuple(_checks(line, side, strength)),
        subgroups=groups,
        minimum_detectable=tell.minimum_detectable(main),
        comparison_mean=_mean(study.y, below, population) if below.any() else None,
        warnings=(*study.warnings, *left, *wide),
        versions=versions(),
    )


_NOTE = (
    "Local square at the width of a local line: bias-corrected, with robust errors "
    "(Calonico, Cattaneo and Titiunik 2014)."
)


def _mean(y: np.ndarray, inside: np.ndarray, population: np.ndarray | None) -> float:
    return float(np.average(y[inside], weights=None if population is None else population[inside]))


def _line(frame: pd.DataFrame, plan: StudyPlan) -> _Line:
    """Check score and line, and turn both into distances. Raises StudyError."""
    if plan.running is None or plan.cutoff is None:
        raise StudyError(
            "A regression discontinuity needs the score and the line.",
            "Name the score's column with --running and the line with --cutoff.",
        )
    check_columns(frame, plan)
    score = number(frame, plan.running)
    treated = zero_one(frame, plan.treatment, "treatment")
    known = ~np.isnan(score) & ~np.isnan(treated)
    above = known & (score >= plan.cutoff)
    if not above.any() or not (known & ~above).any():
        if not known.any():
            raise StudyError(
                f'Nobody has both a score in "{plan.running}" and a known "{plan.treatment}".',
                "Check the score's column.",
            )
        low, high = np.nanmin(score), np.nanmax(score)
        raise StudyError(
            f"Everybody stands on one side of {plan.cutoff:,.6g}: "
            f'"{plan.running}" goes from {low:,.6g} to {high:,.6g}.',
            "Check the line and the score's column.",
        )
    flipped = treated[above].mean() < treated[known & ~above].mean()
    r = (plan.cutoff - score) if flipped else (score - plan.cutoff)
    on_it = known & (r == 0)
    if on_it.any() and treated[on_it].mean() < 0.5:  # who stands on the line itself stays out
        r = np.where(on_it, -_half_step(score[known]), r)
    side = np.where(np.isnan(r), np.nan, (r >= 0).astype(float))
    asked = dataclasses.replace(plan, assignment=SIDE)
    study = prepare(frame.assign(**{SIDE: side, _DISTANCE: r}), asked)
    distance = number(study.frame, _DISTANCE)
    shares = [study.d[(distance >= 0) == to].mean() for to in (False, True)]
    sharp = bool(shares[1] - shares[0] >= gates.SHARP)
    line = _Line(dataclasses.replace(study, plan=plan), distance, bandwidth(study.y, distance), sharp)
    beside = [int((line.near & ((distance >= 0) == to)).sum()) for to in (False, True)]
    if min(beside) < FEWEST_TO_FIT:
        raise StudyError(
            f"Only {min(beside)} people with a known outcome stand near the line on one side, "
            f"{max(beside)} on the other.",
            "No line can be drawn through so few. Wait for more people near the line, or check the score and the line.",
        )
    return line


_DISTANCE = "distance from the line"


def _half_step(score: np.ndarray) -> float:
    """Half of the least distance between two scores."""
    steps = np.diff(np.unique(score))
    return float(steps.min()) / 2 if len(steps) else 1.0


def _published(line: _Line, side: np.ndarray) -> tuple[list[Estimate], tuple[str, ...]]:
    """The same jump with the published width, and a warning where ours is far wider; none with clusters or weights."""
    if line.study.cluster is not None or line.study.population is not None:
        return [], ()
    other = published_jump(line.study.y, line.study.d, line.r, sharp=line.sharp)
    if other is None:
        return [], ()
    note = f"Width {other.width:,.3g} by mean squared error (mserd, as rdrobust); ours is {line.h:,.3g}."
    made = estimate(
        "rd_published", "Jump at the line, published width", Estimand.LATE, other.fit, side, note=note
    )
    words = width_in_words(line.h, other.width)
    return [made], (words,) if words else ()


def _balance_at_the_line(line: _Line) -> tuple[BalanceRow, ...]:
    """What was known before, right at the line on both sides; differences are jumps, in spreads of those near it."""
    rows = []
    for place, name in enumerate(line.study.names):
        column = line.study.x[:, place]
        below, above = limits(column, line.r, bandwidth(column, line.r), line.study.population)
        wide = float(column[line.near].std())
        apart = (above - below) / wide if wide else 0.0
        rows.append(BalanceRow(name, above, below, None, apart, None))
    return tuple(rows)


def _near(found: Estimate, side: np.ndarray, near: np.ndarray) -> Estimate:
    """Count only those the estimate looks at."""
    return dataclasses.replace(
        found,
        n_treated=int((near & (side == 1)).sum()),
        n_comparison=int((near & (side == 0)).sum()),
    )


def _inside(line: _Line, inside: np.ndarray) -> Fit:
    part = dataclasses.replace(
        line.study,
        y=line.study.y[inside],
        d=line.study.d[inside],
        cluster=None if line.study.cluster is None else line.study.cluster[inside],
        frame=line.study.frame[inside],
    )
    return dataclasses.replace(line, study=part, r=line.r[inside]).fit(ROBUST)[0]


def _checks(line: _Line, side: np.ndarray, strength: float | None) -> list[gates.Gate]:
    study, near, r = line.study, line.near, line.r
    values = [np.unique(r[side == to]).size for to in (0, 1)]
    closest = [study.d[near & (side == to)] for to in (0, 1)]
    shares = [float(part.mean()) if len(part) else 0.0 for part in closest]
    alone = _each_once(line)
    crowd = density_jump(np.asarray(r[alone]))
    here, there = steps_of(study.d[alone], r[alone])
    return [
        gates.estimand(study.plan),
        gates.near_the_line(*(int((near & (side == to)).sum()) for to in (0, 1))),
        gates.fine_enough(*values),
        gates.pending(study.flow),
        gates.attrition(study.flow),
        *gates.clusters(study.frame, study.plan, side, study.cluster)[1:],
        gates.line_decides(shares[0], shares[1], strength, gates.FIRST_STAGE_F),
        gates.line_stands_here(here, there and (_score(line, there[0]), there[1])),
        gates.no_crowding(None if crowd is None else crowd.gap),
        gates.known_before(study),
        gates.nothing_else_jumps(_other_jumps(line)),
        gates.quiet_elsewhere(_elsewhere(line)),
        *_placebo(line, side),
    ]


def _each_once(line: _Line) -> np.ndarray:
    """Places of those whose scores are their own: of groups that share one score one each, else everybody.

    Six people of a site with one score are no six who could have pushed theirs over the line.
    """
    cluster, everybody = line.study.cluster, np.arange(len(line.r))
    if cluster is None:
        return everybody
    _, first = np.unique(cluster, return_index=True)
    shared = line.r[first][np.unique(cluster, return_inverse=True)[1]]
    return first if np.array_equal(shared, line.r) else everybody


def _placebo(line: _Line, side: np.ndarray) -> tuple[gates.Gate, ...]:
    """The jump of an outcome that the program cannot have changed, where one was stated."""
    target = line.study.placebo
    if target is None:
        return ()
    known = np.isfinite(target)
    y, r = target[known], line.r[known]
    cluster = None if line.study.cluster is None else line.study.cluster[known]
    people = None if line.study.population is None else line.study.population[known]
    fit = _told(lambda: jump(y, r, bandwidth(y, r), ROBUST, cluster=cluster, population=people))
    own = float(target[known & line.near & (side == 1)].std())
    return (gates.placebo(fit, own, of=str(line.study.plan.placebo_outcome)),)


def _other_jumps(line: _Line) -> list[tuple[str, float]]:
    """What was known before, with the corrected p of its own jump at the line."""
    study, names, p_values = line.study, [], []
    for place, name in enumerate(study.names):
        column = study.x[:, place]
        if np.ptp(column[line.near]) > 0:
            h = bandwidth(column, line.r)
            fit = jump(column, line.r, h, ROBUST, cluster=study.cluster, population=study.population)
            names.append(name)
            p_values.append(fit.p_value)
    return list(zip(names, holm(p_values), strict=True))


def _elsewhere(line: _Line) -> list[tuple[float, float]]:
    """Jumps of the outcome at the middle score of each side, with that side's people only."""
    study, places, p_values = line.study, [], []
    for to in (False, True):
        mine = (line.r >= 0) == to
        middle = float(np.median(line.r[mine]))
        r = line.r[mine] - middle
        h = bandwidth(study.y[mine], r)
        if min(((r >= 0) & (r < h)).sum(), ((r < 0) & (r > -h)).sum()) < gates.FEW_NEAR:
            continue
        group = None if study.cluster is None else study.cluster[mine]
        people = None if study.population is None else study.population[mine]
        p_values.append(jump(study.y[mine], r, h, ROBUST, cluster=group, population=people).p_value)
        places.append(_score(line, middle))
    return list(zip(places, holm(p_values), strict=True))


def _score(line: _Line, distance: float) -> float:
    """The score at a distance from the line."""
    cutoff, score = (
        float(line.study.plan.cutoff or 0.0),
        number(line.study.frame, str(line.study.plan.running)),
    )
    flipped = float(np.corrcoef(score, line.r)[0, 1]) < 0
    return cutoff - distance if flipped else cutoff + distance


def _diagnostics(line: _Line, straight: Fit) -> list[Diagnostic]:
    near = int(line.near.sum())
    words = f"Only the {near:,} people within this distance of the line speak (Imbens and Kalyanaraman 2012)."
    found = [Diagnostic("bandwidth", "Distance from the line", line.h, None, words)]
    for key, name, times in (
        ("half_bandwidth", "With half the distance", 0.5),
        ("double_bandwidth", "With twice the distance", 2.0),
    ):
        fit = _told(lambda times=times: line.fit(LINEAR, line.h * times)[0])  # type: ignore[misc]
        if fit is not None:
            words = f"By local lines, {plain(fit.low)} to {plain(fit.high)}; above {plain(straight.effect)}."
            found.append(Diagnostic(key, name, fit.effect, None, words))
    return [
        *found,
        Diagnostic(
            "at_the_line",
            "Means beside the line",
            None,
            None,
            "Each of at least ten people.",
            "",
            _bins(line),
        ),
    ]


def _told(fit: Callable[[], Fit]) -> Fit | None:
    """A fit, or None where too few people are left for it."""
    try:
        made = fit()
    except (np.linalg.LinAlgError, ValueError):
        return None
    return None if np.isnan(made.low) else made


def _bins(line: _Line) -> tuple[dict[str, Cell], ...]:
    """Means of the outcome in equal steps of the score within twice the bandwidth, of at least ten people each."""
    rows: list[dict[str, Cell]] = []
    reach = min(2 * line.h, float(np.abs(line.r).max()))
    edges = np.linspace(-reach, reach, 2 * BINS_A_SIDE + 1)
    for low, high in pairwise(edges):
        inside = (line.r >= low) & (line.r < high)
        if inside.sum() >= FEWEST_IN_BIN:
            middle = float((low + high) / 2)
            rows.append(
                {"score": _score(line, middle), "mean": float(line.study.y[inside].mean()),
                 "people": int(inside.sum()), "side": "in" if middle >= 0 else "out"}
            )  # fmt: skip
    return tuple(rows)
