"""The wild cluster bootstrap beside the usual error, where groups are few."""

import dataclasses

import numpy as np
import pytest
from bench.impact import clustered, lottery

from gainful.engine.impact import evaluate
from gainful.engine.impact.diagnostics import FEW_CLUSTERS


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


def test_it_keeps_its_size_with_twelve_groups():
    small = 0
    for seed in range(150):
        frame, plan = clustered(np.random.default_rng(seed), groups=12, size=5)
        frame["y"] -= frame["d"]
        small += wild(evaluate(frame, dataclasses.replace(plan, seed=seed))).figure < 0.05
    assert small / 150 < 0.1
