"""The wild cluster bootstrap and CR2 beside the usual error, where groups are few."""

import dataclasses

import numpy as np
import pytest
from bench.impact import clustered, lottery

from gainful.engine.impact import evaluate
from gainful.engine.impact.few_clusters import FEW_CLUSTERS, bias_reduced


def wild(found):
    return next((d for d in found.diagnostics if d.id == "wild_cluster_p"), None)


@pytest.mark.parametrize(
    ("groups", "told"),
    [(10, True), (FEW_CLUSTERS - 2, True), (FEW_CLUSTERS, True), (FEW_CLUSTERS + 2, False)],
)
def test_it_is_told_of_few_groups(groups, told):
    frame, plan = clustered(np.random.default_rng(1), groups=groups)
    assert (wild(evaluate(frame, plan)) is not None) == told


def test_people_one_by_one_have_none():
    frame, plan = lottery(np.random.default_rng(1))
    assert wild(evaluate(frame, plan)) is None


@pytest.mark.slow
def test_it_keeps_its_size_with_twelve_groups():
    small = 0
    for seed in range(150):
        frame, plan = clustered(np.random.default_rng(seed), groups=12, size=5)
        frame["y"] -= frame["d"]
        small += wild(evaluate(frame, dataclasses.replace(plan, seed=seed))).figure < 0.05
    assert small / 150 < 0.1


def test_no_effect_among_twelve_groups_is_seldom_one():
    """The first seven of the hundred and fifty: none is below one in twenty."""
    found = []
    for seed in range(7):
        frame, plan = clustered(np.random.default_rng(seed), groups=12, size=5)
        frame["y"] -= frame["d"]
        found.append(wild(evaluate(frame, dataclasses.replace(plan, seed=seed))).figure)
    assert sum(p < 0.05 for p in found) <= 1


def by_hand(y, columns, groups):
    """CR2 by its definition: each group's residuals times the inverse root of what its leverage leaves."""
    inverse = np.linalg.inv(columns.T @ columns)
    rest = y - columns @ (inverse @ columns.T @ y)
    meat = np.zeros_like(inverse)
    for group in np.unique(groups):
        mine = columns[groups == group]
        values, vectors = np.linalg.eigh(np.eye(len(mine)) - mine @ inverse @ mine.T)
        root = vectors @ np.diag(np.where(values > 1e-10, values, np.inf) ** -0.5) @ vectors.T
        score = mine.T @ root @ rest[groups == group]
        meat += np.outer(score, score)
    return float(np.sqrt((inverse @ meat @ inverse)[1, 1]))


def test_cr2_is_what_its_definition_says():
    frame, plan = clustered(np.random.default_rng(3), groups=14, size=7)
    found = evaluate(frame, plan)
    told = next(d for d in found.diagnostics if d.id == "cr2")
    columns = np.column_stack([np.ones(len(frame)), frame["d"]])
    expected = by_hand(frame["y"].to_numpy(), columns, frame["site"].to_numpy())
    assert told.rows[0]["se"] == pytest.approx(expected)
    assert told.rows[0]["effect"] == pytest.approx(found.primary.effect)
    assert told.rows[0]["degrees_of_freedom"] == pytest.approx(12, abs=0.1), (
        "fourteen alike groups, two means"
    )


def test_cr2_takes_covariates_and_strata():
    frame, plan = clustered(np.random.default_rng(3), groups=20, size=7)
    frame["x"] = frame["y"] * 0.5 + np.random.default_rng(4).normal(size=len(frame))
    from gainful.engine.impact.study import prepare

    study = prepare(frame, dataclasses.replace(plan, covariates=("x",)))
    with_x, without = bias_reduced(study, study.x), bias_reduced(study, study.x[:, :0])
    columns = np.column_stack([np.ones(len(frame)), frame["d"], frame["x"]])
    assert with_x.rows[0]["se"] == pytest.approx(by_hand(study.y, columns, frame["site"].to_numpy()))
    assert with_x.rows[0]["se"] != without.rows[0]["se"]
