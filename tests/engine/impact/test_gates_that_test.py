"""Gates that rest on a test of their own, just below, at and just above its bound; and none without such a test."""

import ast
import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import gates
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.gates import alike
from gainful.engine.impact.given import GoesWith
from gainful.engine.impact.local_regression import FEWEST_BESIDE, STEP_ELSEWHERE, steps_of
from gainful.engine.impact.model import Design, Estimand
from gainful.engine.impact.published_width import WIDER, width_in_words
from gainful.engine.impact.study import prepare
from gainful.engine.impact.weighting import highest_chance
from tests.engine.impact.test_gate_bounds import BOUNDS, fit, study
from tests.engine.impact.test_placebo import STUDIES

E = 1e-9


def found(p):
    return None if p is None else (p, "They differ.", "age")


@pytest.mark.parametrize(
    ("before", "other", "holds"),
    [
        (0.01 - E, None, False),
        (0.01, None, True),
        (0.01 + E, None, True),
        (0.5, 1e-4 - E, False),
        (0.5, 1e-4, True),
        (0.5, 1e-4 + E, True),
        (None, 5e-3 - E, False),
        (None, 5e-3, True),
        (None, 5e-3 + E, True),
        (None, None, True),
    ],
)
def test_a_lottery_that_was_none(monkeypatch, before, other, holds):
    """What is known from before is held to one in a hundred; the rest to what no draw would make."""
    answers = iter([found(before), found(other)])
    monkeypatch.setattr(alike, "_joint", lambda *_: next(answers))
    gate = alike.drawn_alike(study(60))
    assert gate.passed is holds
    assert gate.tried is not (before is None and other is None)
    assert ('--later "age"' in gate.fix) is (not holds and other is not None)


@pytest.mark.parametrize(
    ("before", "other", "holds"),
    [
        (0.01 - E, None, False),
        (0.01, None, True),
        (0.5, 1e-4 - E, False),
        (0.5, 1e-4, True),
        (None, 5e-3 - E, False),
        (None, 5e-3, True),
        (None, None, True),
    ],
)
def test_a_push_that_goes_with_what_was_before(monkeypatch, before, other, holds):
    answers = iter([None if p is None else GoesWith(p, "age") for p in (before, other)])
    monkeypatch.setattr(alike, "goes_with", lambda *_: next(answers))
    asked = study(60)
    pushed = dataclasses.replace(asked, plan=dataclasses.replace(asked.plan, given=("age",)))
    assert alike.drawn_alike(pushed).passed is holds


TOLD = [
    ((0.005, None), (0.005, 0.01)),
    ((0.5, 1e-5), (1e-5, 1e-4)),
    ((0.5, 1e-3), (0.5, 0.01)),
    ((None, 1e-3), (1e-3, 5e-3)),
    ((None, 0.3), (0.3, 5e-3)),
]
"""The chances of what is from before and of the rest, then the one that is shown and what it is held against."""


@pytest.mark.parametrize(("chances", "shown"), TOLD)
def test_the_chance_that_is_shown_is_the_one_that_decides(monkeypatch, chances, shown):
    asked_for: list[bool] = []
    monkeypatch.setattr(
        alike, "ordinary_columns", lambda _, *, traits_only: asked_for.append(traits_only) or (None, ())
    )
    answers = iter([found(p) for p in chances])
    monkeypatch.setattr(alike, "_joint", lambda *_: next(answers))
    drawn = alike.drawn_alike(study(60))
    assert (drawn.figure, drawn.bound) == shown
    assert ("They differ." in drawn.said) is not drawn.passed
    answers = iter([None if p is None else GoesWith(p, "age") for p in chances])
    monkeypatch.setattr(alike, "goes_with", lambda *_: next(answers))
    asked = study(60)
    pushed = alike.drawn_alike(
        dataclasses.replace(asked, plan=dataclasses.replace(asked.plan, given=("age",)))
    )
    assert (pushed.figure, pushed.bound) == shown
    assert ('It goes most with "age".' in pushed.said) is not pushed.passed
    assert asked_for == [chances[0] is not None] * 2, "beside what is from before, common traits alone"


@pytest.mark.parametrize(
    ("apart", "p", "late"),
    [
        (0.25 + E, 1e-4 - E, True),
        (0.25, 1e-4 - E, False),
        (0.25 + E, 1e-4, False),
        (-0.25 - E, 1e-4 - E, True),
        (9.0, 0.5, False),
    ],
)
def test_a_covariate_that_no_draw_would_make_so_unlike_came_late(monkeypatch, apart, p, late):
    monkeypatch.setattr(alike, "smd", lambda *_: apart)
    monkeypatch.setattr(alike, "regression", lambda *_, **__: fit(1.0, p))
    make, plan = STUDIES["lottery"]
    frame = make().rename(columns={"age": "points"})
    asked = prepare(frame, dataclasses.replace(plan, covariates=("points",)))
    assert alike.known_before(asked).passed is not late


def test_a_covariate_that_says_so_itself_came_late():
    make, plan = STUDIES["comparison"]
    frame = make().assign(satisfaction_after=1.0).assign(satisfaction_after=lambda f: f["age"] ** 2)
    for name, holds in (("age", True), ("satisfaction_after", False)):
        asked = dataclasses.replace(plan, covariates=(name,))
        assert alike.known_before(prepare(frame, asked)).passed is holds


@pytest.mark.parametrize(("known", "holds"), [(True, True), (False, False)])
def test_history(known, holds):
    assert gates.history(known).passed is holds


@pytest.mark.parametrize("design", Design)
@pytest.mark.parametrize("estimand", Estimand)
def test_each_design_answers_for_whom_it_can(design, estimand):
    able = {
        Design.LOTTERY: {Estimand.ITT, Estimand.TOT, Estimand.ATE},
        Design.IV: {Estimand.TOT},
        Design.DISCONTINUITY: {Estimand.LATE},
    }.get(design, {Estimand.ATT})
    plan = dataclasses.replace(STUDIES["lottery"][1], design=design, estimand=estimand, assignment="offer")
    assert gates.estimand(plan).passed is (estimand in able)
    if estimand is Estimand.TOT:
        assert not gates.estimand(dataclasses.replace(plan, assignment=None)).passed


def test_people_assigned_in_whole_groups():
    r = np.random.default_rng(0)
    site = np.repeat(np.arange(30), 10)
    level = r.normal(size=30)[site]
    frame = pd.DataFrame({"site": site, "d": site % 2, "age": level + r.normal(size=300), "y": level})
    plan = dataclasses.replace(STUDIES["lottery"][1], covariates=("age",))
    arm = frame["d"].to_numpy(float)
    assert not gates.clusters(frame, plan, arm, None)[0].passed
    assert gates.clusters(frame, dataclasses.replace(plan, cluster="site"), arm, site)[0].passed
    mixed = frame.assign(site=r.permutation(site))
    assert gates.clusters(mixed, plan, arm, None)[0].passed


@pytest.mark.parametrize(("sites", "named"), [(8, False), (10, True), (12, True)])
def test_to_name_sites_as_clusters_is_advised_where_that_can_be_shown(sites, named):
    r = np.random.default_rng(0)
    site = np.repeat(np.arange(sites), 40)
    level = 3.0 * r.normal(size=sites)[site]
    frame = pd.DataFrame({"site": site, "d": site % 2, "age": level + r.normal(size=len(site)), "y": level})
    plan = dataclasses.replace(STUDIES["lottery"][1], covariates=("age",))
    gate = gates.clusters(frame, plan, frame["d"].to_numpy(float), None)[0]
    assert not gate.passed
    assert ('--cluster "site"' in gate.fix) is named


@pytest.mark.parametrize(("there", "holds"), [(None, True), ((3.0, 0.6), False)])
def test_a_line_that_stands_elsewhere(there, holds):
    assert gates.line_stands_here(0.4, there).passed is holds


def test_a_step_elsewhere_counts_from_four_errors_on():
    """At 0 the share who take part rises by a tenth; at 0.5 by what it takes to stand out, and a little less."""
    r = np.linspace(-1, 1, 4001)

    def place(rise):
        share = np.where(r < 0, 0.2, np.where(r < 0.5, 0.3, 0.3 + rise))
        d = (np.cumsum(share) % 1 < share).astype(float)  # evenly spread
        return steps_of(d, r)[1]

    beside = max(FEWEST_BESIDE, len(r) // 8 // 2)
    noise = (0.2 * 0.8 + 0.3 * 0.7 + 0.3 * 0.7) / beside
    needed = 0.1 + STEP_ELSEWHERE * np.sqrt(noise + 0.25 / beside)
    assert place(needed + 0.03) is not None
    assert place(needed - 0.03) is None


def test_words_that_stop_an_overlap():
    assert not gates.overlap(1.0, 99, "No weights make them alike.")[0].passed


@pytest.mark.parametrize(
    ("chances", "bound"),
    [([0.1, 0.2, 0.3, 0.4, 0.5], 0.9), ([0.89] * 5, 0.9), ([0.9] * 5, 0.9), ([0.91] * 5, 0.91)],
)
def test_a_counterpart_is_certain_up_to_nine_in_ten_or_as_five_others_were(chances, bound):
    chance = np.array([*chances, 0.95, 0.95])
    assert highest_chance(chance, np.array([0] * len(chances) + [1, 1])) == pytest.approx(bound)


@pytest.mark.parametrize(
    ("ours", "told"), [(WIDER * 10 - E, False), (WIDER * 10, False), (WIDER * 10 + E, True)]
)
def test_a_width_far_above_the_published_one_is_told(ours, told):
    assert WIDER == 1.5
    assert bool(width_in_words(ours, 10.0)) is told


def test_a_weighted_panel_of_few_is_refused_below_twenty_a_side():
    from gainful.engine.impact import evaluate
    from tests.engine.impact.test_weights import STAGGERED, towns

    for units, refused in ((29, True), (30, False)):  # 19 and 20 on each side
        frame = towns(90)
        frame = frame[frame["u"] < units]
        if refused:
            with pytest.raises(StudyError, match="count each of them once"):
                evaluate(frame.reset_index(drop=True), STAGGERED)
        else:
            assert evaluate(frame.reset_index(drop=True), STAGGERED).primary is not None


ELSEWHERE = {"covariates_before_treatment", "history", "estimand", "unit_of_assignment", "line_place"}
"""Gates that the tests above hold to both answers; they have no figure with a bound."""
SAME_RULE = {"people"}
"""Repeated sections count four cells by FEW_PEOPLE: their bound is tested beside them."""


def test_no_gate_is_without_a_test_at_its_bound():
    """Every id that the code gives a gate is asked in the table of bounds, and answers both ways there."""
    answers: dict[str, set[bool]] = {}
    for make, rows in BOUNDS.values():
        for figure, _ in rows:
            gate = make(figure)
            answers.setdefault(gate.id, set()).add(gate.passed)
    there = set()
    for path in Path("src/gainful/engine/impact").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {
                "Gate",
                "_unless_seen",
                "_bound",
            }:
                there |= {
                    node.value
                    for node in ast.walk(call.args[0])
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    assert there - ELSEWHERE == set(answers)
    assert all(both == {True, False} for both in answers.values()), answers
