"""A score and a line decide who gets in: what is found at the line, and what must not be shown."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.local_regression import bandwidth, density_jump, jump, steps_of

PLAN = StudyPlan(
    "q", "y", "d", Design.DISCONTINUITY, Estimand.LATE, covariates=("x",), running="score", cutoff=60.0
)


def people(n: int = 2000, seed: int = 1) -> pd.DataFrame:
    """Scores from 0 to 100; from 60 on one gets in and gains 1."""
    r = np.random.default_rng(seed)
    score = r.uniform(0, 100, n)
    d = (score >= 60).astype(int)
    x = 0.02 * score + r.normal(size=n)
    y = 1 + 0.03 * score + 0.0004 * (score - 50) ** 2 + 0.5 * x + d + r.normal(size=n)
    return pd.DataFrame({"score": score, "d": d, "x": x, "y": y})


def test_the_jump_at_the_line_is_found_and_shown() -> None:
    made = evaluate(people(), PLAN)
    assert made.shown, made.failed
    main = made.primary
    assert main is not None
    assert main.estimand is Estimand.LATE
    assert main.low is not None
    assert main.high is not None
    assert main.low < 1 < main.high
    naive = next(e for e in made.estimates if not e.causal)
    assert naive.effect > 2.5  # the score itself raises the outcome
    near = next(d for d in made.diagnostics if d.id == "bandwidth").figure
    assert near is not None
    assert 5 < near < 60


def test_those_below_the_line_may_be_the_ones_who_get_in() -> None:
    frame = people()
    up = evaluate(frame, PLAN).primary
    turned = frame.assign(score=-frame["score"])
    down = evaluate(turned, dataclasses.replace(PLAN, cutoff=-60.0)).primary
    assert up is not None
    assert down is not None
    assert down.effect == pytest.approx(up.effect, rel=1e-6)


@pytest.mark.parametrize("gets_in", [True, False])
def test_who_stands_on_the_line_is_read_from_who_took_part(gets_in: bool) -> None:
    frame = people(6000)
    frame["score"] = frame["score"].round()
    frame["d"] = ((frame["score"] >= 60) if gets_in else (frame["score"] > 60)).astype(int)
    made = evaluate(frame.assign(y=frame["y"] + 5 * frame["d"]), PLAN)
    gate = next(g for g in made.gates if g.id == "line_decides")
    assert gate.passed
    assert "0% took part, just above 100%" in gate.said


def test_a_line_that_some_do_not_keep_to_works_as_a_push() -> None:
    r = np.random.default_rng(3)
    frame = people(4000, seed=3)
    able = r.normal(size=len(frame))
    d = np.where(r.random(len(frame)) < 0.7, frame["d"], (able > 0).astype(int))
    frame = frame.assign(y=frame["y"] + able + d - frame["d"], d=d)
    main = evaluate(frame, PLAN).primary
    assert main is not None
    assert main.low is not None
    assert main.high is not None
    assert main.low < 1 < main.high


def pushed_over(frame: pd.DataFrame) -> pd.DataFrame:
    """Half of those who just missed it were given the missing points."""
    short = (frame["score"] > 56) & (frame["score"] < 60) & (np.arange(len(frame)) % 2 == 0)
    score = frame["score"].where(~short, 120 - frame["score"])
    return frame.assign(score=score, d=(score >= 60).astype(int))


def also_jumps(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(x=frame["x"] + frame["d"])


def nobody_kept(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(d=np.random.default_rng(0).integers(0, 2, len(frame)))


def in_groups(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(score=frame["score"] // 20 * 20)


def far_away(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.head(60)


@pytest.mark.parametrize(
    ("spoil", "gate"),
    [
        (pushed_over, "density"),
        (also_jumps, "known_jump"),
        (nobody_kept, "line_decides"),
        (in_groups, "score_values"),
        (far_away, "near_line"),
    ],
)
def test_what_breaks_the_design_is_refused(spoil, gate) -> None:
    made = evaluate(spoil(people(4000)), PLAN)
    assert not made.shown
    assert gate in {g.id for g in made.failed}
    told = made.to_json()
    assert all(not e["causal"] for e in told["estimates"])
    assert {d["id"] for d in told["diagnostics"]} <= {"bandwidth"}


def test_a_bend_of_the_outcome_is_no_jump() -> None:
    frame = people(3000)
    frame["y"] = np.abs(frame["score"] - 60) / 10 + np.random.default_rng(5).normal(size=len(frame))
    main = evaluate(frame, dataclasses.replace(PLAN, covariates=())).primary
    assert main is not None
    assert main.low is not None
    assert main.high is not None
    assert main.low < 0 < main.high


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"running": None}, "needs the score and the line"),
        ({"cutoff": None}, "needs the score and the line"),
        ({"cutoff": 400.0}, "Everybody stands on one side of 400"),
        ({"running": "skore"}, 'Did you mean "score"?'),
    ],
)
def test_what_is_missing_is_said(change, said) -> None:
    with pytest.raises(StudyError, match=said.replace("?", r"\?")):
        evaluate(people(200), dataclasses.replace(PLAN, **change))


def test_another_estimand_is_refused() -> None:
    made = evaluate(people(), dataclasses.replace(PLAN, estimand=Estimand.ATT))
    assert [g.id for g in made.failed] == ["estimand"]


def test_units_of_score_and_outcome_change_nothing() -> None:
    frame = people()
    y, r = frame["y"].to_numpy(), frame["score"].to_numpy() - 60
    h = bandwidth(y, r)
    assert bandwidth(1000 * y + 7, r / 50) == pytest.approx(h / 50)
    assert jump(1000 * y, r, h, 1).effect == pytest.approx(1000 * jump(y, r, h, 1).effect)


def test_the_density_of_even_scores_does_not_jump() -> None:
    ps = [density_jump(np.random.default_rng(s).uniform(-60, 40, 1500)) for s in range(40)]
    assert sum(p is not None and p.gap.p_value < 0.05 for p in ps) <= 6
    assert density_jump(np.array([-1.0, 0.0, 1.0] * 50)) is None


@pytest.mark.parametrize("cutoff", [50.0, 57.0, 63.0, 70.0])
def test_a_line_named_at_the_wrong_score_is_refused(cutoff) -> None:
    """A local curve is sure of a step that stands beside the line: its F is no proof that the line is the right one."""
    made = evaluate(people(), dataclasses.replace(PLAN, cutoff=cutoff))
    assert not made.shown
    gate = next(g for g in made.failed if g.id == "line_place")
    assert float(gate.said.split("; at ")[1].split(" ")[0]) == pytest.approx(60, abs=0.5)


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.8])
def test_a_line_that_is_only_a_push_stands_where_it_is_named(kept) -> None:
    refused = 0
    for seed in range(40):
        frame, r = people(1500, seed), np.random.default_rng(1000 + seed)
        d = np.where(r.random(len(frame)) < kept, frame["d"], r.integers(0, 2, len(frame)))
        _, there = steps_of(d.astype(float), frame["score"].to_numpy() - 60)
        refused += there is not None
    assert refused <= 1


@pytest.mark.parametrize("score", [[-1.0, 1.0], [-1.0, -0.5, 0.5, 1.0]])
def test_a_handful_of_people_is_said_not_a_crash(score) -> None:
    frame = pd.DataFrame({"s": score * 3, "y": np.arange(3.0 * len(score))})
    frame["d"] = (frame["s"] > 0).astype(int)
    with pytest.raises(StudyError, match="stand near the line on one side"):
        evaluate(
            frame, StudyPlan("q", "y", "d", Design.DISCONTINUITY, Estimand.LATE, running="s", cutoff=0.0)
        )


def test_a_score_that_nobody_has_is_said() -> None:
    with pytest.raises(StudyError, match="Nobody has both a score"):
        evaluate(people(200).assign(score=np.nan), PLAN)


def of_sites(frame: pd.DataFrame, size: int = 6) -> pd.DataFrame:
    """Each row a site of a size: its people share one score."""
    r = np.random.default_rng(0)
    people = frame.loc[frame.index.repeat(size)].assign(site=lambda f: f.index).reset_index(drop=True)
    return people.assign(y=people["y"] + r.normal(size=len(people)), x=r.normal(size=len(people)))


def test_people_of_one_site_with_one_score_crowd_nowhere() -> None:
    """Counted one by one, six with the same score look as if they had been pushed to it."""
    by_site = dataclasses.replace(PLAN, cluster="site")
    seeds = range(8)
    found = [evaluate(of_sites(people(240, seed)), by_site) for seed in seeds]
    crowds = [next(g for g in one.gates if g.id == "density") for one in found]
    assert sum(not g.passed for g in crowds) <= 1
    pushed = evaluate(of_sites(pushed_over(people(2400))), by_site)
    assert "density" in {g.id for g in pushed.failed}


def test_people_with_scores_of_their_own_are_counted_though_they_are_in_sites() -> None:
    frame = pushed_over(people(3000)).assign(site=lambda f: np.arange(len(f)) // 5)
    alone = next(g for g in evaluate(frame.drop(columns="site"), PLAN).gates if g.id == "density")
    within = next(
        g for g in evaluate(frame, dataclasses.replace(PLAN, cluster="site")).gates if g.id == "density"
    )
    assert within.figure == alone.figure
