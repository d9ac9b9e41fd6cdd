"""Whole groups are found by structure: sites that were there before, not codes of cells that the draw made."""

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.gates.design import FEW_CLUSTERS
from gainful.engine.impact.grouping import whole_groups

PLAN = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, covariates=("age",))


def arms(controls=("control", "waiting", "leaflet"), treated=("coach", "coach+cash", "cash"), n=1200, seed=0):
    """People drawn one by one into cells, each cell with an effect of its own."""
    r = np.random.default_rng(seed)
    cell = r.choice([*controls, *treated], n)
    d = np.isin(cell, treated).astype(int)
    bonus = {name: place for place, name in enumerate(treated)}
    age = r.integers(20, 60, n)
    y = 0.05 * age + d + np.array([bonus.get(c, 0) for c in cell]) + r.normal(size=n)
    return pd.DataFrame({"cell": cell, "d": d, "age": age, "y": y})


def sites(count, size=30, between=0.5, seed=0):
    """Whole sites that are treated or not."""
    r = np.random.default_rng(seed)
    site = np.repeat(np.arange(count), size)
    d = r.permutation(np.arange(count) % 2)[site]
    y = between * r.normal(size=count)[site] + d + r.normal(size=len(site))
    return pd.DataFrame({"place": site, "d": d, "age": r.integers(20, 60, len(site)), "y": y})


def unit_gate(frame, plan=PLAN):
    return next(g for g in evaluate(frame, plan).gates if g.id == "unit_of_assignment")


@pytest.mark.parametrize(
    "controls", [("control",), ("control", "waiting"), ("control", "waiting", "leaflet")]
)
@pytest.mark.parametrize("name", ["cell", "arm", "site"])
def test_a_code_of_treatment_cells_is_no_cluster_whatever_it_is_called(controls, name):
    treated = ("coach", "coach+cash", "cash", "visits")
    assert unit_gate(arms(controls, treated).rename(columns={"cell": name})).passed


def test_cells_of_arm_and_stratum_are_no_cluster():
    frame = arms(("control",), ("coach",), n=2000)
    r = np.random.default_rng(1)
    town = r.integers(0, 5, len(frame))
    frame = frame.assign(town=town, y=frame["y"] + town, cell=frame["cell"] + "-" + town.astype(str))
    asked = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, covariates=("age",), strata="town")
    assert unit_gate(frame, asked).passed


@pytest.mark.parametrize("count", [10, 12, 20, 40])
def test_sites_are_found_and_to_name_them_is_advised(count):
    gate = unit_gate(sites(count, between=1.0))
    assert not gate.passed
    assert '--cluster "place"' in gate.fix
    named = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, covariates=("age",), cluster="place")
    found = evaluate(sites(count, between=1.0), named)
    assert not {"unit_of_assignment", "clusters"} & {g.id for g in found.failed}


@pytest.mark.parametrize("count", [6, 8])
def test_too_few_sites_are_refused_without_advice_that_fails(count):
    assert count < FEW_CLUSTERS
    gate = unit_gate(sites(count, size=100, between=1.0))
    assert not gate.passed
    assert "--cluster" not in gate.fix
    assert "too few" in gate.fix


def test_many_small_groups_are_found_without_any_likeness_inside():
    frame = sites(60, size=6, between=0.0)
    found = whole_groups(frame, PLAN, frame["d"].to_numpy(float), None)
    assert (found.name, found.count, found.in_smaller_arm) == ("place", 60, 30)
