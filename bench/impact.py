"""Simulated studies with known effects: do intervals cover, do gates refuse what is broken and pass what is sound?"""

from __future__ import annotations

import dataclasses
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from bench import Row
from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate

STUDIES, BROKEN = 500, 500
CHEAP = 1000
"""Studies of designs that take milliseconds: their coverage is told to two thirds of a point."""
EFFECT = 1.0
Study = tuple[pd.DataFrame, StudyPlan]


def plan(design: Design, estimand: Estimand, **more: object) -> StudyPlan:
    return StudyPlan("q", "y", "d", design, estimand, **more)  # type: ignore[arg-type]


def lottery(r: np.random.Generator, n: int = 300) -> Study:
    d, x = r.permutation(np.arange(n) % 2), r.normal(size=n)
    frame = pd.DataFrame({"d": d, "x": x, "y": 2 * x + EFFECT * d + r.normal(size=n) * (1 + d)})
    return frame, plan(Design.LOTTERY, Estimand.ITT, covariates=("x",))


def clustered(r: np.random.Generator, groups: int = 40, size: int = 12) -> Study:
    site = np.repeat(np.arange(groups), size)
    d = r.permutation(np.arange(groups) % 2)[site]
    y = r.normal(size=groups)[site] + EFFECT * d + r.normal(size=len(site))
    return pd.DataFrame({"d": d, "site": site, "y": y}), plan(Design.LOTTERY, Estimand.ITT, cluster="site")


def offered(r: np.random.Generator, n: int = 500) -> Study:
    z, u = r.permutation(np.arange(n) % 2), r.normal(size=n)
    takes = r.random(n) < 0.7
    d = z * takes
    frame = pd.DataFrame({"z": z, "d": d, "y": u + takes + EFFECT * d + r.normal(size=n)})
    return frame, plan(Design.LOTTERY, Estimand.TOT, assignment="z")


def comparison(r: np.random.Generator, n: int = 600) -> Study:
    x, able = r.normal(size=n), r.normal(size=n)
    before = [able + r.normal(size=n) * 0.5 for _ in range(2)]
    d = (r.random(n) < 1 / (1 + np.exp(1 + 0.5 * x + 0.5 * before[1]))).astype(int)
    frame = pd.DataFrame({"d": d, "x": x, "p1": before[0], "p2": before[1]})
    frame["y"] = 0.5 * x + 0.6 * before[1] + 0.2 * before[0] + EFFECT * d + r.normal(size=n)
    return frame, plan(Design.COMPARISON, Estimand.ATT, covariates=("x",), pre_outcomes=("p1", "p2"))


def did(r: np.random.Generator, n: int = 500, dip: float = 0.0) -> Study:
    able, d = r.normal(size=n), (r.random(n) < 0.4).astype(int)
    able = able - 0.4 * d
    frame = pd.DataFrame({"d": d, **{f"p{t}": 5 + able + 0.2 * t + r.normal(size=n) for t in range(1, 4)}})
    frame["p3"] -= dip * d
    frame["y"] = 5 + able + 0.8 + EFFECT * d + r.normal(size=n)
    return frame, plan(Design.DID, Estimand.ATT, pre_outcomes=("p1", "p2", "p3"))


def staggered(r: np.random.Generator, units: int = 150, periods: int = 8) -> Study:
    start = r.choice([0, 4, 6], size=units)
    unit, time = np.repeat(np.arange(units), periods), np.tile(np.arange(1, periods + 1), units)
    first = start[unit]
    d = ((first > 0) & (time >= first)).astype(int)
    y = r.normal(size=units)[unit] + 0.3 * time + EFFECT * d + r.normal(size=len(unit))
    frame = pd.DataFrame({"u": unit, "t": time, "g": first, "d": d, "y": y})
    return frame, plan(Design.STAGGERED, Estimand.ATT, unit="u", time="t", first_treated="g")


def pushed(r: np.random.Generator, n: int = 800) -> Study:
    """A push that was drawn; those who follow it anyway would have done better, so taking part itself tells nothing."""
    z, u, x = r.permutation(np.arange(n) % 2), r.normal(size=n), r.normal(size=n)
    d = (0.9 * z + 0.6 * u + 0.3 * x + r.normal(size=n) > 0.6).astype(int)
    frame = pd.DataFrame({"z": z, "d": d, "x": x, "y": u + 0.5 * x + EFFECT * d + r.normal(size=n)})
    return frame, plan(Design.IV, Estimand.TOT, assignment="z", covariates=("x",))


def synthetic(r: np.random.Generator, units: int = 26, periods: int = 22, start: int = 16) -> Study:
    """Units that follow three common paths in different measure; one, drawn by lot, is treated from `start` on."""
    paths, loads = r.normal(size=(3, periods)).cumsum(axis=1), r.dirichlet(np.ones(3) * 2, size=units)
    y = 10 + loads @ paths + 0.4 * r.normal(size=(units, periods))
    one = int(r.integers(units))
    y[one, start:] += EFFECT
    unit, time = np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)
    d = ((unit == one) & (time >= start)).astype(int)
    frame = pd.DataFrame({"u": unit, "t": time, "d": d, "y": y.ravel()})
    return frame, plan(Design.SYNTHETIC, Estimand.ATT, unit="u", time="t")


def at_a_line(r: np.random.Generator, n: int = 1200) -> Study:
    """A score from 0 to 100 that itself raises the outcome, in a bend; from 60 on one gets in."""
    score = r.uniform(0, 100, n)
    d = (score >= 60).astype(int)
    x = 0.02 * score + r.normal(size=n)
    bend = 0.03 * score + 0.0004 * (score - 50) ** 2
    frame = pd.DataFrame({"s": score, "d": d, "x": x, "y": bend + 0.5 * x + EFFECT * d + r.normal(size=n)})
    return frame, plan(Design.DISCONTINUITY, Estimand.LATE, covariates=("x",), running="s", cutoff=60.0)


def pushed_over(r: np.random.Generator) -> Study:
    """Half of those who just missed the line were given the missing points."""
    frame, asked = at_a_line(r, 3000)
    short = (frame["s"] > 56) & (frame["s"] < 60) & (r.random(len(frame)) < 0.5)
    score = frame["s"].where(~short, 120 - frame["s"])
    return frame.assign(s=score, d=(score >= 60).astype(int)), asked


def jumps_too(r: np.random.Generator) -> Study:
    """Something else changes at the same line."""
    frame, asked = at_a_line(r)
    return frame.assign(x=frame["x"] + frame["d"]), asked


def kept_by_most(r: np.random.Generator) -> Study:
    """A line that three in four keep to; of the others those who would do well anyway get in."""
    frame, asked = at_a_line(r, 2400)
    able = r.normal(size=len(frame))
    d = np.where(r.random(len(frame)) < 0.75, frame["d"], (able > 0).astype(int))
    return frame.assign(y=frame["y"] + 0.5 * able + EFFECT * (d - frame["d"]), d=d), asked


def line_elsewhere(r: np.random.Generator) -> Study:
    """A line named a few points from the one that was used."""
    frame, asked = at_a_line(r)
    return frame, dataclasses.replace(asked, cutoff=60 + float(r.choice([-8, -5, -3, 3, 5, 8])))


def no_line(r: np.random.Generator) -> Study:
    """A line that nobody kept to."""
    frame, asked = at_a_line(r)
    return frame.assign(d=r.integers(0, 2, len(frame))), asked


def no_overlap(r: np.random.Generator) -> Study:
    frame, asked = comparison(r)
    frame["x"] += 2.5 * frame["d"]
    return frame, asked


def earnings_dip(r: np.random.Generator) -> Study:
    return did(r, dip=0.6)


def lost_unevenly(r: np.random.Generator) -> Study:
    frame, asked = lottery(r)
    lost = r.random(len(frame)) < np.where(frame["d"] == 1, 0.35, 0.08)
    return frame.assign(y=frame["y"].where(~lost)), asked


def wrong_unit(r: np.random.Generator) -> Study:
    frame, _ = clustered(r)
    return frame, plan(Design.LOTTERY, Estimand.ITT)


def measured_after(r: np.random.Generator) -> Study:
    frame, asked = lottery(r)
    return frame.assign(x=frame["x"] + frame["d"]), asked


def sites_at_once(r: np.random.Generator, sites: int = 24, size: int = 8, periods: int = 6) -> Study:
    """Whole sites start together, and people are followed as if each had started alone."""
    units = sites * size
    site = np.repeat(np.arange(sites), size)
    start = r.permutation(np.where(np.arange(sites) < sites // 2, 4, 0))[site]
    unit, time = np.repeat(np.arange(units), periods), np.tile(np.arange(1, periods + 1), units)
    d = ((start[unit] > 0) & (time >= start[unit])).astype(int)
    shock = r.normal(size=(sites, periods))[site[unit], time - 1]
    frame = pd.DataFrame({"u": unit, "t": time, "g": start[unit], "site": site[unit], "d": d})
    frame["y"] = r.normal(size=units)[unit] + shock + EFFECT * d + r.normal(size=len(unit))
    return frame, plan(Design.STAGGERED, Estimand.ATT, unit="u", time="t", first_treated="g")


def lost_beside(r: np.random.Generator) -> Study:
    """A comparison whose treated are found more often: registries know them, nobody looked for the others."""
    frame, asked = comparison(r)
    lost = r.random(len(frame)) < np.where(frame["d"] == 1, 0.05, 0.3)
    return frame.assign(y=frame["y"].where(~lost)), asked


def told_after(r: np.random.Generator) -> Study:
    """A comparison with a covariate whose name says that it came after."""
    frame, asked = comparison(r)
    frame["hours_after"] = frame["y"] + r.normal(size=len(frame))
    return frame, dataclasses.replace(asked, covariates=("x", "hours_after"))


def no_lottery(r: np.random.Generator) -> Study:
    """People who chose, called a lottery; what they were like before was given."""
    frame, _ = comparison(r)
    return frame, plan(Design.LOTTERY, Estimand.ITT, covariates=("x",), pre_outcomes=("p1", "p2"))


def weak_push(r: np.random.Generator) -> Study:
    frame, asked = pushed(r)
    return frame.assign(z=r.permutation(frame["z"])), asked


def one_period(r: np.random.Generator) -> Study:
    frame, asked = comparison(r)
    return frame, dataclasses.replace(asked, pre_outcomes=("p2",))


def no_mix(r: np.random.Generator) -> Study:
    """A treated unit far above all others: no mix of them can follow it."""
    frame, asked = synthetic(r, units=14, periods=14, start=10)
    one = frame.loc[frame["d"] == 1, "u"].iloc[0]
    return frame.assign(y=frame["y"] + 12 * (frame["u"] == one)), asked


def unlike(r: np.random.Generator) -> Study:
    frame, _ = comparison(r)
    return frame, plan(Design.COMPARISON, Estimand.ATT)


@dataclass
class Tally:
    studies: int = 0
    covered: int = 0
    passed: int = 0
    why: dict[str, int] = field(default_factory=dict)


def tally(make: Callable[[np.random.Generator], Study], studies: int, seed: int) -> Tally:
    found = Tally()
    for child in np.random.SeedSequence(seed).spawn(studies):
        frame, asked = make(np.random.default_rng(child))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = evaluate(frame, asked)
        best = made.primary
        if best is not None and best.low is not None and best.high is not None:
            found.covered += best.low <= EFFECT <= best.high
        found.studies += 1
        found.passed += made.shown
        for gate in made.failed:
            found.why[gate.id] = found.why.get(gate.id, 0) + 1
    return found


SOUND: dict[str, Callable[[np.random.Generator], Study]] = {
    "lottery": lottery,
    "lottery of whole sites": clustered,
    "offer and taking part": offered,
    "comparison": comparison,
    "difference-in-differences": did,
    "staggered": staggered,
    "instrument": pushed,
    "synthetic control": synthetic,
    "score and line": at_a_line,
    "score and a line that most keep to": kept_by_most,
}
FAST = {"lottery", "lottery of whole sites", "offer and taking part", "difference-in-differences"}
SPOILT: dict[str, Callable[[np.random.Generator], Study]] = {
    "no overlap": no_overlap,
    "earnings dip": earnings_dip,
    "differential attrition (lottery)": lost_unevenly,
    "differential attrition (comparison)": lost_beside,
    "wrong unit of clustering (lottery)": wrong_unit,
    "wrong unit of clustering (staggered)": sites_at_once,
    "covariate measured after (lottery)": measured_after,
    "covariate measured after (comparison, by name)": told_after,
    "people who chose, called a lottery": no_lottery,
    "one period of history": one_period,
    "instrument that moves nobody": weak_push,
    "treated unit unlike any mix": no_mix,
    "nothing known from before": unlike,
    "people pushed over the line": pushed_over,
    "something else jumps at the line": jumps_too,
    "a line that nobody kept to": no_line,
    "a line named where it is not": line_elsewhere,
}


def _scale() -> float:
    """Share of the studies to run (`GAINFUL_BENCH_SHARE`), for a smaller run of the same thing."""
    return float(os.environ.get("GAINFUL_BENCH_SHARE", "1"))


def run() -> list[Row]:
    return [*sound_rows(), *spoilt_rows()]


def sound_rows() -> list[Row]:
    """How often intervals cover, and how often sound studies are shown."""
    rows: list[Row] = []
    for number, (name, make) in enumerate(SOUND.items()):
        found = tally(make, max(1, round(_scale() * (CHEAP if name in FAST else STUDIES))), number)
        n, share = found.studies, 100 * found.covered / found.studies
        note = f"{n} studies; 93 to 97 asked, {share:.1f} found; refused by {found.why or 'nothing'}"
        rows.append(Row(f"{name}: 95 % intervals that cover, %", share, 93, 95, note=note))
        rows.append(Row(f"{name}: points of cover outside 93 to 97", max(0.0, 93 - share, share - 97), 0, 0,
                        lower_is_better=True))  # fmt: skip
        rows.append(Row(f"{name}: sound studies shown, %", 100 * found.passed / n, 95, 99))
    return rows


def spoilt_rows() -> list[Row]:
    """How often broken studies are refused."""
    rows: list[Row] = []
    for number, (name, make) in enumerate(SPOILT.items(), 100):
        found = tally(make, max(1, round(_scale() * BROKEN)), number)
        refused = 100 * (found.studies - found.passed) / found.studies
        note = f"{found.studies} studies, by {found.why}"
        rows.append(Row(f"{name}: broken studies refused, %", refused, 95, 99, note=note))
    return rows
