"""Synthetic difference-in-differences: what it gives on a known effect, and what it is refused for."""

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

PLAN = StudyPlan("q", "y", "d", Design.SYNTHETIC, Estimand.ATT, unit="school", time="year")


def schools(treated=4, units=30, periods=14, start=10, effect=1.0, seed=1, bend=0.0):
    """Units on levels of their own that two common forces move in different measure; four start together."""
    r = np.random.default_rng(seed)
    forces, measure = r.normal(size=(periods, 2)).cumsum(axis=0), r.normal(size=(units, 2))
    y = 3 * r.normal(size=units)[:, None] + measure @ forces.T + r.normal(size=(units, periods))
    chosen = r.permutation(np.arange(units) < treated)
    y[chosen] += bend * np.arange(periods) ** 2
    y[chosen, start:] += effect
    rows = [
        (f"school {u:02d}", 2000 + t, int(chosen[u] and t >= start), y[u, t])
        for u in range(units)
        for t in range(periods)
    ]
    return pd.DataFrame(rows, columns=["school", "year", "d", "y"])


def test_several_units_that_start_together_are_answered():
    found = evaluate(schools(), PLAN)
    assert found.shown
    assert found.primary.id == "synthetic_did"
    assert found.primary.low < 1.0 < found.primary.high
    assert (found.primary.n_treated, found.primary.n_comparison) == (4, 26)
    after = [row["effect"] for row in found.event_study if row["period"] >= 0]
    assert len(after) == 4
    assert np.mean(after) == pytest.approx(found.primary.effect), "the path averages to the effect"


def test_a_single_unit_has_it_beside_the_synthetic_control():
    found = evaluate(schools(treated=1), PLAN)
    assert [e.id for e in found.estimates] == ["synthetic_control", "synthetic_did"]
    assert found.primary.id == "synthetic_control"


@pytest.mark.slow
def test_ranges_cover():
    hits = sum(
        found.primary.low <= 1.0 <= found.primary.high
        for found in (evaluate(schools(seed=seed), PLAN) for seed in range(40))
    )
    assert hits >= 35


def test_units_that_bend_away_before_are_refused():
    found = evaluate(schools(bend=0.3), PLAN)
    assert "fit" in {gate.id for gate in found.failed}


@pytest.mark.parametrize(("units", "holds"), [(13, False), (14, True), (15, True)])
def test_ten_untreated_units_are_needed(units, holds):
    found = evaluate(schools(units=units), PLAN)
    assert next(gate for gate in found.gates if gate.id == "donors").passed == holds


@pytest.mark.parametrize(("start", "holds"), [(4, False), (5, True), (6, True)])
def test_five_periods_before_are_needed(start, holds):
    found = evaluate(schools(start=start), PLAN)
    assert next(gate for gate in found.gates if gate.id == "pre_periods").passed == holds


def test_more_treated_than_not_and_two_starts_are_told_what_to_do():
    with pytest.raises(StudyError, match="more untreated units than treated"):
        evaluate(schools(treated=8, units=15), PLAN)
    frame = schools()
    one = frame.loc[frame["d"] == 1, "school"].iloc[0]
    frame.loc[(frame["school"] == one) & (frame["year"] == 2009), "d"] = 1
    with pytest.raises(StudyError, match="--design staggered"):
        evaluate(frame, PLAN)
