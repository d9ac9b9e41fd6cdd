"""Panels of a few places: named as what they are, and given a range that other assignments of the starts allow."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.few_units import effect_of
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.panel import panel_of
from gainful.engine.impact.staggered import _fitted
from gainful.engine.impact.verdict import verdict_of

PLAN = StudyPlan("q", "y", "on", Design.STAGGERED, Estimand.ATT, unit="state_id", time="year")


def states(treated=8, never=10, effect=1.0, seed=0, years=8, starts=(4, 5)):
    r = np.random.default_rng(seed)
    start = np.r_[np.resize(starts, treated), np.zeros(never, int)]
    unit, time = np.repeat(np.arange(len(start)), years), np.tile(np.arange(1, years + 1), len(start))
    on = ((start[unit] > 0) & (time >= start[unit])).astype(int)
    y = 2 * r.normal(size=len(start))[unit] + 0.2 * time + effect * on + r.normal(size=len(unit))
    return pd.DataFrame({"state_id": unit, "year": time, "on": on, "y": y})


@pytest.mark.parametrize(
    ("unit", "noun"),
    [
        ("state", "states"),
        ("County_FIPS", "counties"),
        ("schools", "schools"),
        ("person_id", "people"),
        ("x", "units"),
    ],
)
def test_rows_are_called_by_the_unit(unit, noun):
    assert rows_called(dataclasses.replace(PLAN, unit=unit)) == noun
    assert rows_called(dataclasses.replace(PLAN, unit=unit, time=None)) == "people"


@pytest.mark.parametrize("never", [0, 3, 10])
def test_the_own_sum_is_the_library_s(never):
    given = panel_of(states(never=never, starts=(4, 5, 7)), PLAN)
    beside_never = never >= 5
    wide = given.rows.pivot(index=given.unit, columns=given.time, values="y")
    start = given.units.set_index(given.unit)[given.first].reindex(wide.index).to_numpy(float)
    ours = effect_of(wide.to_numpy(float), wide.columns.to_numpy(float), start, never=beside_never)
    assert ours == pytest.approx(float(_fitted(given, PLAN, "y").overall_att))


@pytest.mark.parametrize(("treated", "shown"), [(4, False), (5, True), (6, True)])
def test_five_states_a_side_are_enough(treated, shown):
    found = evaluate(states(treated=treated), PLAN)
    gate = next(g for g in found.gates if g.id == "people")
    assert gate.passed == shown
    assert "states" in gate.rule
    text = verdict_of(found).text
    assert "who took part" not in text
    assert "Wait until more people" not in text
    if shown:
        assert "other assignments" in found.primary.note


def test_the_range_of_few_states_holds_the_effect_and_the_p_is_of_redraws():
    found = evaluate(states(), PLAN)
    assert found.primary.low < found.primary.effect < found.primary.high
    assert found.primary.se is None
    nothing = evaluate(states(effect=0.0, seed=4), PLAN)
    assert nothing.primary.low < 0 < nothing.primary.high


def test_states_that_start_later_are_compared_with_where_hardly_any_never_start():
    found = evaluate(states(treated=16, never=1, starts=(4, 7)), PLAN)
    assert "not yet treated" in found.primary.note
    assert next(g for g in found.gates if g.id == "people").figure == 9, "one never, eight later"


def test_a_did_of_few_states_is_sent_to_designs_for_them():
    frame = states(starts=(5,))
    found = evaluate(frame, dataclasses.replace(PLAN, design=Design.DID))
    gate = next(g for g in found.failed if g.id == "people")
    assert "8" in gate.said
    assert "states" in gate.rule
    assert "--design staggered" in gate.fix
    assert found.plan.unit == "state_id", "the plan stays the one that was asked, so that it can be run again"
