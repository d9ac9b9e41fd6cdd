"""A placebo that fails refuses the effect, in every design that can try one."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate


def gate(found):
    return next(g for g in found.gates if g.id == "placebo")


def both(frame, plan):
    """The study with an untouched outcome, and with one that differs."""
    r = np.random.default_rng(9)
    plan = dataclasses.replace(plan, placebo_outcome="height")
    moved = frame["moved"] if "moved" in frame else frame["d"]
    quiet = frame.assign(height=r.normal(size=len(frame)))
    loud = quiet.assign(height=quiet["height"] + 0.8 * moved)
    return [evaluate(one.drop(columns="moved", errors="ignore"), plan) for one in (quiet, loud)]


def people(n=800, seed=1):
    r = np.random.default_rng(seed)
    able, d = r.normal(size=n), r.permutation(np.arange(n) % 2)
    early = {f"p{t}": 5 + able + r.normal(size=n) for t in (1, 2)}
    return pd.DataFrame({"d": d, "age": r.normal(size=n), **early, "y": 5 + able + d + r.normal(size=n)})


def line():
    r = np.random.default_rng(2)
    score = r.uniform(0, 100, 2000)
    d = (score >= 60).astype(int)
    return pd.DataFrame({"s": score, "d": d, "y": 0.02 * score + d + r.normal(size=2000)})


def panel(starts):
    r = np.random.default_rng(3)
    start = r.choice(starts, 150)
    unit, time = np.repeat(np.arange(150), 8), np.tile(np.arange(1, 9), 150)
    first = start[unit]
    d = ((first > 0) & (time >= first)).astype(int)
    y = r.normal(size=150)[unit] + 0.3 * time + d + r.normal(size=len(unit))
    return pd.DataFrame({"u": unit, "t": time, "d": d, "y": y, "moved": d})


STUDIES = {
    "lottery": (people, StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT)),
    "comparison": (people, StudyPlan("q", "y", "d", Design.COMPARISON, Estimand.ATT, covariates=("age",),
                                     pre_outcomes=("p1", "p2"))),
    "rd": (line, StudyPlan("q", "y", "d", Design.DISCONTINUITY, Estimand.LATE, running="s", cutoff=60.0)),
    "did": (lambda: panel([0, 5]), StudyPlan("q", "y", "d", Design.DID, Estimand.ATT, unit="u", time="t")),
    "staggered": (lambda: panel([0, 4, 6]), StudyPlan("q", "y", "d", Design.STAGGERED, Estimand.ATT, unit="u",
                                                       time="t")),
}  # fmt: skip


@pytest.mark.parametrize("design", STUDIES)
def test_a_stated_placebo_is_a_gate(design):
    make, plan = STUDIES[design]
    quiet, loud = both(make(), plan)
    assert gate(quiet).passed
    assert gate(quiet).tried
    assert quiet.shown
    assert not gate(loud).passed
    assert not loud.shown
    assert '"height"' in gate(loud).said


def test_a_design_that_cannot_try_it_says_so():
    plan = StudyPlan(
        "q", "y", "d", Design.DID, Estimand.ATT, pre_outcomes=("p1", "p2"), placebo_outcome="age"
    )
    assert gate(evaluate(people(), plan)).result == "not tried"
