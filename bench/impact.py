"""Simulated studies with known effects: do intervals cover, do gates refuse what is broken and pass what is sound?"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench import Row
from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate

STUDIES, BROKEN = 500, 200
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


def no_overlap(r: np.random.Generator) -> Study:
    frame, asked = comparison(r)
    frame["x"] += 4 * frame["d"]
    return frame, asked


def earnings_dip(r: np.random.Generator) -> Study:
    return did(r, dip=1.0)


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


def unlike(r: np.random.Generator) -> Study:
    frame, _ = comparison(r)
    return frame, plan(Design.COMPARISON, Estimand.ATT)


@dataclass
class Tally:
    covered: int = 0
    passed: int = 0
    why: dict[str, int] | None = None


def tally(make: Callable[[np.random.Generator], Study], studies: int, seed: int) -> Tally:
    found = Tally(why={})
    for child in np.random.SeedSequence(seed).spawn(studies):
        frame, asked = make(np.random.default_rng(child))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = evaluate(frame, asked)
        best = made.primary
        if best is not None and best.low is not None and best.high is not None:
            found.covered += best.low <= EFFECT <= best.high
        found.passed += made.shown
        for gate in made.failed:
            found.why[gate.id] = found.why.get(gate.id, 0) + 1
    return found


SOUND = {
    "lottery": lottery,
    "lottery of whole sites": clustered,
    "offer and taking part": offered,
    "comparison": comparison,
    "difference-in-differences": did,
    "staggered": staggered,
}
SPOILT = {
    "no overlap": no_overlap,
    "earnings dip": earnings_dip,
    "differential attrition": lost_unevenly,
    "wrong unit of clustering": wrong_unit,
    "covariate measured after": measured_after,
    "nothing known from before": unlike,
}


def run() -> list[Row]:
    rows = []
    for number, (name, make) in enumerate(SOUND.items()):
        found = tally(make, STUDIES, number)
        note = f"{STUDIES} studies; 93 to 97 asked; refused by {found.why or 'nothing'}"
        rows.append(
            Row(f"{name}: 95 % intervals that cover, %", 100 * found.covered / STUDIES, 93, 95, note=note)
        )
        rows.append(Row(f"{name}: sound studies shown, %", 100 * found.passed / STUDIES, 95, 99))
    for number, (name, make) in enumerate(SPOILT.items(), 100):
        found = tally(make, BROKEN, number)
        refused = 100 * (BROKEN - found.passed) / BROKEN
        rows.append(
            Row(
                f"{name}: broken studies refused, %",
                refused,
                95,
                99,
                note=f"{BROKEN} studies, by {found.why}",
            )
        )
    return rows
