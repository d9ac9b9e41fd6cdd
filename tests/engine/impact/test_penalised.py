"""Ridge and logistic regression beside scikit-learn's, for data of every awkward kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression, RidgeCV

from gainful.engine.impact.penalised import logistic, ridge

PENALTIES = np.logspace(-2, 4, 7)


def people(seed, rows, columns, scale=1.0):
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(rows, columns)) * scale + generator.normal(size=columns)
    d = (generator.random(rows) < 1 / (1 + np.exp(-x[:, 0] / scale))).astype(float)
    d[:2] = 0, 1
    return x, 10 + x.sum(axis=1) + generator.normal(size=rows), d


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(12, 120), st.integers(1, 8), st.sampled_from([0.05, 1.0, 3.0]))
def test_both_are_scikit_learns(seed, rows, columns, scale):
    x, y, d = people(seed, rows, columns, scale)
    theirs = RidgeCV(alphas=PENALTIES).fit(x, y)
    assert np.allclose(ridge(x, y, PENALTIES).predict(x), theirs.predict(x), rtol=1e-8)
    library = LogisticRegression(C=1.0, max_iter=20_000, tol=1e-10).fit(x, d)
    assert np.allclose(logistic(x, d, 1.0).chance(x), library.predict_proba(x)[:, 1], atol=1e-6)


def test_people_told_apart_by_a_covariate_are_held_back_by_the_penalty():
    x = np.linspace(-1, 1, 40)[:, None]
    d = (x[:, 0] > 0).astype(float)
    library = LogisticRegression(C=100.0, max_iter=50_000, tol=1e-10).fit(x, d)
    assert np.allclose(logistic(x, d, 100.0).chance(x), library.predict_proba(x)[:, 1], atol=1e-6)


def test_more_covariates_than_people_and_one_that_never_varies():
    x, y, d = people(3, 15, 30)
    x[:, 4] = 7.0
    assert np.allclose(
        ridge(x, y, PENALTIES).predict(x), RidgeCV(alphas=PENALTIES).fit(x, y).predict(x), rtol=1e-6
    )
    library = LogisticRegression(C=1.0, max_iter=20_000, tol=1e-10).fit(x, d)
    assert np.allclose(logistic(x, d, 1.0).chance(x), library.predict_proba(x)[:, 1], atol=1e-5)


def test_a_penalty_is_chosen_by_rows_left_out_one_by_one():
    x, y, _ = people(11, 20, 6)
    y = np.random.default_rng(4).normal(size=20)
    chosen = {}
    for penalty in PENALTIES:
        keep = [np.delete(np.arange(20), i) for i in range(20)]
        chosen[penalty] = np.mean(
            [
                (y[i] - ridge(x[k], y[k], np.array([penalty])).predict(x[[i]])[0]) ** 2
                for i, k in enumerate(keep)
            ]
        )
    best = min(chosen, key=chosen.get)
    assert np.allclose(ridge(x, y, PENALTIES).slopes, ridge(x, y, np.array([best])).slopes)


def test_people_of_one_kind_are_refused():
    x, _, _ = people(1, 20, 2)
    with pytest.raises(ValueError, match="both kinds"):
        logistic(x, np.ones(20), 1.0)


def test_people_who_stand_for_several_count_so_often():
    x, _, d = people(7, 80, 3)
    weight = np.random.default_rng(2).uniform(0.2, 6.0, 80)
    library = LogisticRegression(C=100.0, max_iter=20_000, tol=1e-10).fit(x, d, sample_weight=weight)
    assert np.allclose(logistic(x, d, 100.0, weight).chance(x), library.predict_proba(x)[:, 1], atol=1e-6)
    twice = logistic(np.vstack([x, x[:5]]), np.append(d, d[:5]), 1.0)
    again = logistic(x, d, 1.0, np.where(np.arange(80) < 5, 2.0, 1.0))
    assert np.allclose(twice.slopes, again.slopes, atol=1e-6)
