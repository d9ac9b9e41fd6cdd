"""An instrument that moves exactly nobody is refused, not a crash."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.verdict import verdict_of


def test_an_instrument_that_moves_exactly_nobody_is_refused():
    random = np.random.default_rng(0)
    z = np.tile([0, 0, 1, 1], 100)
    frame = pd.DataFrame({"z": z, "d": np.tile([0, 1], 200), "y": random.normal(size=400)})
    found = evaluate(frame, StudyPlan("q", "y", "d", Design.IV, Estimand.TOT, assignment="z"))
    assert not found.shown
    assert "first_stage" in {gate.id for gate in found.failed}


def test_a_treatment_may_be_an_amount_and_the_effect_is_that_of_one_more_unit():
    random = np.random.default_rng(1)
    z, able = random.integers(0, 2, 3000), random.normal(size=3000)
    school = np.round(12 + 2 * z + able + random.normal(size=3000))
    frame = pd.DataFrame({"z": z, "school": school, "y": 0.5 * school + able + random.normal(size=3000)})
    found = evaluate(frame, StudyPlan("q", "y", "school", Design.IV, Estimand.TOT, assignment="z"))
    assert found.shown
    assert found.primary.low < 0.5 < found.primary.high
    assert found.primary.dose == "school"
    said = verdict_of(found)
    assert said.headline.startswith("One more unit of “school” raised “y” by about")
    assert "%" not in next(d.words for d in found.diagnostics if d.id == "first_stage")


def test_the_smallest_effect_that_could_be_found_is_of_what_is_answered():
    """Where a push moves a third, an effect of taking part must be three times one of the push to be found."""
    random = np.random.default_rng(2)
    z = np.tile([0, 1], 1000)
    d = np.where(random.random(2000) < 1 / 3, z, 0)
    frame = pd.DataFrame({"z": z, "d": d, "y": d + random.normal(size=2000)})
    offer, taking = (
        evaluate(frame, StudyPlan("q", "y", "d", Design.LOTTERY, estimand, assignment="z"))
        for estimand in (Estimand.ITT, Estimand.TOT)
    )
    for made in (offer, taking):
        assert made.minimum_detectable == pytest.approx(2.8 * made.primary.se)
    assert taking.minimum_detectable == pytest.approx(offer.minimum_detectable / d[z == 1].mean(), rel=0.05)


def test_strata_count_in_the_smallest_effect_that_could_be_found():
    random = np.random.default_rng(3)
    site = np.repeat(np.arange(10), 40)
    d = np.tile([0, 1], 200)
    frame = pd.DataFrame({"d": d, "site": site, "y": 10 * site + d + random.normal(size=400)})
    made = evaluate(frame, StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, strata="site"))
    assert made.minimum_detectable == pytest.approx(2.8 * made.primary.se)
    assert made.minimum_detectable < 0.5


def pushed_by_amount(people=2000, seed=1, tied=0.0):
    """A distance that moves people; `tied` makes it go with age, so that it is chance among people of one age only."""
    r = np.random.default_rng(seed)
    age, able = r.normal(40, 10, people), r.normal(size=people)
    far = r.gamma(2, 5, people) + tied * (age - 40)
    d = (0.12 * (12 - far) + able + r.normal(size=people) > 0).astype(int)
    y = 1.0 * d + able + 0.05 * age + r.normal(size=people)
    return pd.DataFrame({"far": far, "age": age, "female": r.integers(0, 2, people), "d": d, "y": y})


PUSH = StudyPlan("q", "y", "d", Design.IV, Estimand.TOT, assignment="far", covariates=("age", "female"))


def test_a_push_in_many_sizes_is_an_instrument():
    found = evaluate(pushed_by_amount(), PUSH)
    assert found.shown
    assert found.primary.low < 1.0 < found.primary.high
    assert "randomisation_p" not in {d.id for d in found.diagnostics}, "nobody drew it"
    assert next(e for e in found.estimates if e.id == "difference").name == "One more unit of far"


def test_a_push_that_goes_with_age_is_refused_unless_age_is_given():
    frame = pushed_by_amount(tied=0.4)
    refused = evaluate(frame, PUSH)
    assert [gate.id for gate in refused.failed] == ["balance"]
    assert "--given" in refused.failed[0].fix
    assert '"age"' in refused.failed[0].said
    found = evaluate(frame, dataclasses.replace(PUSH, covariates=("female",), given=("age",)))
    assert found.shown
    assert found.primary.low < 1.0 < found.primary.high
    said = verdict_of(found)
    assert "Among people alike in “age” we took it as chance" in said.text
    assert said.rating.level != "high"


@pytest.mark.slow
def test_ranges_of_a_given_push_cover_and_sound_ones_are_shown():
    made = [
        evaluate(pushed_by_amount(600, seed, tied=0.4), dataclasses.replace(PUSH, given=("age",)))
        for seed in range(100)
    ]
    assert sum(one.primary.low <= 1.0 <= one.primary.high for one in made) >= 90
    assert sum(one.shown for one in made) >= 95


def test_a_push_given_everything_that_is_known_cannot_be_tried():
    found = evaluate(pushed_by_amount(tied=0.4), dataclasses.replace(PUSH, given=("age", "female")))
    assert next(gate for gate in found.gates if gate.id == "balance").result == "not tried"


@pytest.mark.parametrize(("p", "holds"), [(0.0099, False), (0.01, True), (0.0101, True)])
def test_a_given_push_is_held_to_one_chance_in_a_hundred(monkeypatch, p, holds):
    from gainful.engine.impact.gates import alike
    from gainful.engine.impact.given import GoesWith

    monkeypatch.setattr(alike, "goes_with", lambda _, x, names: GoesWith(p, names[0]) if names else None)
    assert next(g for g in evaluate(pushed_by_amount(), PUSH).gates if g.id == "balance").passed == holds


def test_given_is_for_instruments():
    with pytest.raises(StudyError, match="not drawn"):
        evaluate(pushed_by_amount(), dataclasses.replace(PUSH, design=Design.COMPARISON, given=("age",)))
