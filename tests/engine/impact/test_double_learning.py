"""Double machine learning: the same figures as DoubleML on the same folds, and hardly moved by the seed."""

from __future__ import annotations

import doubleml
import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression, RidgeCV

from gainful.engine.impact.double_learning import CLIP, cross_fit, double_learning, effect_on_treated, folds

PEOPLE = 600


@pytest.fixture(scope="module")
def study():
    """People who take part the likelier the older they are; the outcome rises with age and by 3 for those treated."""
    generator = np.random.default_rng(20261129)
    x = generator.normal(size=(PEOPLE, 3))
    d = (generator.random(PEOPLE) < 1 / (1 + np.exp(-2.5 * x[:, 0]))).astype(float)
    y = 10 + 4 * x[:, 0] - x[:, 1] + 3 * d + generator.normal(size=PEOPLE)
    return y, d, x


def test_effect_and_error_are_those_of_doubleml_on_the_same_folds(study):
    y, d, x = study
    held_out = folds(d, np.random.default_rng(1))
    outcome, chance = cross_fit(y, d, x, held_out)
    effect, error = effect_on_treated(y, d, outcome, np.clip(chance, CLIP, 1 - CLIP))
    frame = pd.DataFrame(x, columns=["a", "b", "c"]).assign(y=y, d=d)
    library = doubleml.DoubleMLIRM(
        doubleml.DoubleMLData(frame, "y", "d", ["a", "b", "c"]),
        RidgeCV(alphas=np.logspace(-2, 4, 7)),
        LogisticRegression(
            C=1.0, max_iter=10_000, tol=1e-10
        ),  # at its default it stops 1e-5 short of the optimum
        score="ATTE",
        n_folds=len(held_out),
    )
    library.set_sample_splitting([(np.setdiff1d(np.arange(PEOPLE), fold), fold) for fold in held_out])
    library.fit()
    assert effect == pytest.approx(library.coef[0], rel=1e-6)
    assert error == pytest.approx(library.se[0], rel=1e-6)


def test_folds_deal_everybody_once_and_the_treated_evenly(study):
    _, d, _ = study
    held_out = folds(d, np.random.default_rng(5))
    assert sorted(np.concatenate(held_out)) == list(range(PEOPLE))
    treated = [d[fold].sum() for fold in held_out]
    assert max(treated) - min(treated) <= 1


def test_another_seed_hardly_moves_the_median_and_the_truth_is_inside(study):
    learned = [double_learning(*study, seed) for seed in range(3)]
    effects = [found.fit.effect for found in learned]
    spread = [found.highest - found.lowest for found in learned]
    assert max(effects) - min(effects) < max(spread) / 2
    assert all(found.fit.low < 3 < found.fit.high for found in learned)
    assert all(found.lowest <= found.fit.effect <= found.highest for found in learned)


def test_the_note_names_spread_and_clip(study):
    y, d, x = study
    learned = double_learning(y, d, np.column_stack([x, 4 * x[:, 0]]), 0)
    assert learned.clipped > 0
    assert "Median of 9 random splits" in learned.note
    assert "held between 1% and 99%" in learned.note
    assert f"({learned.clipped:.1%} of people lay beyond)" in learned.note


def test_an_error_covers_the_spread_between_splits(study):
    """Their definition 3.3: the median of each split's variance plus its squared distance from the median."""
    y, d, x = study
    learned = double_learning(y, d, x, 3)
    outcome, chance = cross_fit(y, d, x / x.std(axis=0), folds(d, np.random.default_rng(3)))
    _, error = effect_on_treated(y, d, outcome, np.clip(chance, CLIP, 1 - CLIP))
    assert learned.fit.se >= 0.9 * error
