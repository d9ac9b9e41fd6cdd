"""Do 95 % intervals cover with survey weights, with whole sites, and with both? A simulation for each design.

`python -m bench impact_coverage`; GAINFUL_BENCH_SHARE makes it smaller. Half of each sample are of a kind that gains
more and stands for a quarter of the population: without their weights the estimate is another one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pandas as pd

from bench import Row
from bench.impact import EFFECT, Study, at_a_line, comparison, did, lottery, plan, pushed, staggered, tally
from bench.impact import _scale as share_of_studies
from gainful.engine.impact import Design, Estimand

STUDIES = 1000
MORE, WEIGHTS = 0.8, (3.0, 1.0)
"""What one kind gains beyond the other; how many people one of the other kind and one of it stand for."""
Make = Callable[[np.random.Generator], Study]


def weighted(make: Make) -> Make:
    """Let half of the people (or units) gain more and stand for fewer; the effect on the population stays EFFECT."""

    def made(r: np.random.Generator) -> Study:
        frame, asked = make(r)
        who = pd.factorize(frame[asked.unit])[0] if asked.unit else np.arange(len(frame))
        kind = r.integers(0, 2, int(who.max()) + 1)[who]
        share = WEIGHTS[1] / sum(WEIGHTS)
        gain = MORE * (kind - share)
        frame = frame.assign(
            y=frame["y"] + gain * frame["d"], stands_for=np.where(kind == 1, *reversed(WEIGHTS))
        )
        return frame, dataclasses.replace(asked, weight="stands_for")

    return made


def _sites(r: np.random.Generator, count: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Sites of people, and a shock of each site's own."""
    site = np.repeat(np.arange(count), size)
    return site, 0.5 * r.normal(size=count)[site]


def drawn_sites(r: np.random.Generator) -> Study:
    """A lottery of forty whole sites, with what was known before."""
    site, shock = _sites(r, 40, 12)
    d, x = r.permutation(np.arange(40) % 2)[site], r.normal(size=len(site))
    frame = pd.DataFrame(
        {"d": d, "site": site, "x": x, "y": x + shock + EFFECT * d + r.normal(size=len(site))}
    )
    return frame, plan(Design.LOTTERY, Estimand.ITT, covariates=("x",), cluster="site")


def sites_that_chose(r: np.random.Generator) -> Study:
    """A hundred sites, of which richer ones took the program less; people known two years before."""
    site, shock = _sites(r, 100, 8)
    level = 0.5 * r.normal(size=100)
    d = (r.random(100) < 1 / (1 + np.exp(0.3 + 0.6 * level))).astype(int)[site]
    able = level[site] + r.normal(size=len(site))
    x = r.normal(size=len(site))
    frame = pd.DataFrame({"d": d, "site": site, "x": x})
    for name in ("p1", "p2"):
        frame[name] = able + 0.5 * r.normal(size=len(site))
    frame["y"] = (
        0.5 * x + 0.6 * frame["p2"] + 0.2 * frame["p1"] + 0.6 * shock + EFFECT * d + r.normal(size=len(site))
    )
    asked = plan(
        Design.COMPARISON, Estimand.ATT, covariates=("x",), pre_outcomes=("p1", "p2"), cluster="site"
    )
    return frame, asked


def sites_that_change(r: np.random.Generator) -> Study:
    """Sixty sites followed over four periods, half of which start; each moves in a way of its own."""
    site, _ = _sites(r, 60, 8)
    d = r.permutation(np.arange(60) % 2)[site]
    able = r.normal(size=len(site)) - 0.4 * d
    frame = pd.DataFrame({"d": d, "site": site})
    for t in range(1, 4):
        frame[f"p{t}"] = 5 + able + 0.2 * t + 0.3 * r.normal(size=60)[site] + r.normal(size=len(site))
    frame["y"] = 5.8 + able + 0.3 * r.normal(size=60)[site] + EFFECT * d + r.normal(size=len(site))
    return frame, plan(Design.DID, Estimand.ATT, pre_outcomes=("p1", "p2", "p3"), cluster="site")


def sites_in_turn(r: np.random.Generator) -> Study:
    """Sixty sites of five units that start at two times or never."""
    units, periods = 300, 7
    site = np.repeat(np.arange(60), 5)
    start = r.permutation(np.resize([0, 4, 6], 60))[site]
    unit, time = np.repeat(np.arange(units), periods), np.tile(np.arange(1, periods + 1), units)
    d = ((start[unit] > 0) & (time >= start[unit])).astype(int)
    shock = 0.5 * r.normal(size=(60, periods))[site[unit], time - 1]
    frame = pd.DataFrame({"u": unit, "t": time, "g": start[unit], "site": site[unit], "d": d})
    frame["y"] = r.normal(size=units)[unit] + shock + EFFECT * d + r.normal(size=len(unit))
    return frame, plan(Design.STAGGERED, Estimand.ATT, unit="u", time="t", first_treated="g", cluster="site")


def pushed_sites(r: np.random.Generator) -> Study:
    """Eighty whole sites, half of which were offered the program."""
    site, shock = _sites(r, 80, 10)
    z, able = r.permutation(np.arange(80) % 2)[site], r.normal(size=len(site))
    d = (0.9 * z + 0.6 * able + r.normal(size=len(site)) > 0.6).astype(int)
    y = able + shock + EFFECT * d + r.normal(size=len(site))
    frame = pd.DataFrame({"z": z, "d": d, "site": site, "y": y})
    return frame, plan(Design.IV, Estimand.TOT, assignment="z", cluster="site")


def sites_at_a_line(r: np.random.Generator) -> Study:
    """Three hundred sites with a score each: sites from 60 on get in."""
    site, shock = _sites(r, 300, 6)
    score = r.uniform(0, 100, 300)[site]
    d = (score >= 60).astype(int)
    y = 0.03 * score + shock + EFFECT * d + r.normal(size=len(site))
    frame = pd.DataFrame({"s": score, "d": d, "site": site, "y": y})
    return frame, plan(Design.DISCONTINUITY, Estimand.LATE, running="s", cutoff=60.0, cluster="site")


PLAIN: dict[str, tuple[Make, Make]] = {
    "lottery": (lottery, drawn_sites),
    "comparison": (comparison, sites_that_chose),
    "difference-in-differences": (did, sites_that_change),
    "staggered": (staggered, sites_in_turn),
    "instrument": (pushed, pushed_sites),
    "score and line": (at_a_line, sites_at_a_line),
}
"""Of each design people one by one (or units), and whole sites."""
CASES: dict[str, Make] = {
    f"{design}, {how}": make
    for design, (alone, sites) in PLAIN.items()
    for how, make in (
        ("weights", weighted(alone)),
        ("sites", sites),
        ("weights and sites", weighted(sites)),
    )
}


def run() -> list[Row]:
    rows: list[Row] = []
    for number, (name, make) in enumerate(CASES.items(), 500):
        found = tally(make, max(1, round(share_of_studies() * STUDIES)), number)
        n, cover = found.studies, found.covered / found.studies
        error = 100 * (cover * (1 - cover) / n) ** 0.5
        note = f"{n} studies, ± {2 * error:.1f}; {found.passed} shown; refused by {found.why or 'nothing'}"
        rows.append(Row(f"{name}: 95 % intervals that cover, %", 100 * cover, 93, 95, note=note))
        rows.append(
            Row(f"{name}: points of cover outside 93 to 97", max(0.0, 93 - 100 * cover, 100 * cover - 97), 0, 0,
                lower_is_better=True)
        )  # fmt: skip
    return rows
