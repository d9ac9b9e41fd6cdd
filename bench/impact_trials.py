"""Simulated trials as workforce boards have them: years of earnings, gaps, strata, arms, sites; and what is none.

Each study draws its own mix of features. `python -m bench impact_trials`; GAINFUL_BENCH_SHARE makes it smaller.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from bench import Row
from bench.impact import BROKEN, EFFECT, STUDIES, Study, comparison, plan, tally
from bench.impact import _scale as share_of_studies
from gainful.engine.impact import Design, Estimand

YEARS = (2018, 2019, 2021, 2022, 2023)


def workforce_trial(r: np.random.Generator) -> Study:
    """A lottery of 2020 with yearly earnings before and after, gaps in covariates, an arm column, strata or sites."""
    n = int(r.integers(300, 1500))
    kind = r.choice(["people", "strata", "sites"])
    group = r.integers(0, 5 if kind == "strata" else int(r.integers(16, 60)), n)
    able = r.normal(size=n) + 0.3 * r.normal(size=60)[group]
    if kind == "strata":
        d = (r.random(n) < np.array([0.3, 0.4, 0.5, 0.6, 0.7])[group]).astype(int)
    elif kind == "sites":
        codes = np.unique(group, return_inverse=True)[1]
        d = r.permutation(np.arange(codes.max() + 1) % 2)[codes]
    else:
        d = r.permutation(np.arange(n) % 2)
    frame = pd.DataFrame(
        {"treat": d, "age": r.integers(18, 62, n), "female": r.integers(0, 2, n), "town": group}
    )
    for year in YEARS:
        frame[f"earn{year}"] = able + 0.02 * frame["age"] + r.normal(size=n) + EFFECT * d * (year > 2020)
    for name in ("age", "female", "earn2018"):
        frame[name] = frame[name].astype(float).where(r.random(n) >= 0.05 * r.random())
    frame["arm"] = np.where(
        d == 1, r.choice(["coach", "coach+cash", "cash"], n), r.choice(["none", "leaflet", "wait"], n)
    )
    frame["hours_attended"] = d * r.integers(1, 40, n)
    outcome = f"earn{int(r.choice([2021, 2022, 2023]))}"
    roles = {"strata": {"strata": "town"}, "sites": {"cluster": "town"}}.get(str(kind), {})
    asked = plan(
        Design.LOTTERY,
        Estimand.ITT,
        covariates=("age", "female"),
        pre_outcomes=("earn2018", "earn2019"),
        **roles,
    )
    return frame, dataclasses.replace(asked, outcome=outcome, treatment="treat")


def with_weighted_strata(r: np.random.Generator) -> Study:
    """A draw with a chance of one's own."""
    n = 800
    x = r.normal(size=n)
    chance = 1 / (1 + np.exp(-0.8 * x))
    d = (r.random(n) < chance).astype(int)
    frame = pd.DataFrame({"d": d, "x": x, "chance": chance, "y": x + EFFECT * d + r.normal(size=n)})
    return frame, plan(Design.LOTTERY, Estimand.ITT, covariates=("x",), probability="chance")


def few_states(r: np.random.Generator) -> Study:
    """Sixteen to thirty places, of which a draw lets half start at two times."""
    units, periods = int(r.integers(16, 31)), 8
    start = r.permutation(np.resize([0, 0, 4, 6], units))
    unit, time = np.repeat(np.arange(units), periods), np.tile(np.arange(1, periods + 1), units)
    d = ((start[unit] > 0) & (time >= start[unit])).astype(int)
    y = 2 * r.normal(size=units)[unit] + 0.3 * time + EFFECT * d + r.normal(size=len(unit))
    frame = pd.DataFrame({"state": unit, "t": time, "d": d, "y": y})
    return frame, plan(Design.STAGGERED, Estimand.ATT, unit="state", time="t")


def survey_controls(r: np.random.Generator) -> Study:
    """Treated people beside people of a survey, called a lottery; traits stand under ordinary names, none is named."""
    n = 800
    d = (np.arange(n) < 200).astype(int)
    able = r.normal(size=n) - 0.6 * d
    traits = {
        name: able * r.uniform(0.3, 0.8) + r.normal(size=n) for name in ("schooling", "kids", "rent", "rooms")
    }
    return pd.DataFrame({"d": d, **traits, "y": able + EFFECT * d + r.normal(size=n)}), plan(
        Design.LOTTERY, Estimand.ITT
    )


def drawn_by_need(r: np.random.Generator) -> Study:
    """Seats that went to the needy, called a lottery: last year's earnings tell who got one."""
    frame, asked = workforce_trial(r)
    need = -frame["earn2019"] + r.normal(size=len(frame))
    d = (need > need.median()).astype(int)
    asked = dataclasses.replace(asked, strata=None, cluster=None)
    return frame.assign(treat=d).drop(columns=["arm", "hours_attended", "town"]), asked


def placebo_fails(r: np.random.Generator) -> Study:
    """A comparison whose stated placebo differs too: something unseen sets the groups apart."""
    frame, asked = comparison(r)
    hidden = r.normal(size=len(frame)) + 0.6 * frame["d"]
    frame = frame.assign(height=hidden + r.normal(size=len(frame)) * 0.5, y=frame["y"] + hidden)
    return frame, dataclasses.replace(asked, placebo_outcome="height")


def later_year_named(r: np.random.Generator) -> Study:
    """A year after the start among the covariates."""
    frame, asked = workforce_trial(r)
    asked = dataclasses.replace(
        asked, outcome="earn2022", covariates=("age", "earn2023"), strata=None, cluster=None
    )
    return frame.drop(columns="town"), asked


SOUND = {
    "workforce trial": workforce_trial,
    "chances of one's own": with_weighted_strata,
    "few places": few_states,
}
SPOILT = {
    "survey controls called a lottery": survey_controls,
    "seats by need called a lottery": drawn_by_need,
    "a stated placebo that fails": placebo_fails,
    "a later year among the covariates": later_year_named,
}


def run() -> list[Row]:
    rows: list[Row] = []
    for number, (name, make) in enumerate(SOUND.items(), 300):
        found = tally(make, max(1, round(share_of_studies() * STUDIES)), number)
        n, cover = found.studies, 100 * found.covered / found.studies
        note = f"{n} studies; refused by {found.why or 'nothing'}"
        rows.append(Row(f"{name}: 95 % intervals that cover, %", cover, 93, 95, note=note))
        rows.append(Row(f"{name}: sound studies shown, %", 100 * found.passed / n, 97, 99))
    for number, (name, make) in enumerate(SPOILT.items(), 400):
        found = tally(make, max(1, round(share_of_studies() * BROKEN)), number)
        refused = 100 * (found.studies - found.passed) / found.studies
        rows.append(
            Row(
                f"{name}: broken studies refused, %",
                refused,
                95,
                98,
                note=f"{found.studies} studies, {found.why}",
            )
        )
    return rows
