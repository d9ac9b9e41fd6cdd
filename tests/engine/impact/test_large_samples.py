"""Sums over blocks give what statsmodels gives, with weights and clusters too."""

import numpy as np
import pytest

from gainful.engine.impact import large_samples
from gainful.engine.impact.inference import added, lin, regression


def people(n=1000, seed=1):
    r = np.random.default_rng(seed)
    d, x = r.integers(0, 2, n).astype(float), r.normal(50, 10, (n, 3)) * [1, 100, 0.01]
    y = 5 * d + x @ [0.3, 0.01, 20] + r.normal(size=n) * (1 + d)
    return y, d, x, r.uniform(0.2, 3, n), r.integers(0, 40, n)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("method", [regression, lin])
def test_blocks_and_statsmodels_agree(monkeypatch, method, weighted, clustered):
    y, d, x, weight, cluster = people()
    how = {"weight": weight if weighted else None, "cluster": cluster if clustered else None}
    whole = method(y, d, x, **how)
    monkeypatch.setattr("gainful.engine.impact.inference.LARGE", 10)
    monkeypatch.setattr(large_samples, "BLOCK", 64)
    found = method(y, d, x, **how)
    assert (found.effect, found.se, found.df) == pytest.approx((whole.effect, whole.se, whole.df), rel=1e-9)


def test_products_and_repeats_do_not_hang_on_the_block(monkeypatch):
    _, d, x, weight, _ = people()
    columns = np.column_stack([np.ones(len(d)), d, x, 2 * x[:, 0] + 1])
    whole = large_samples.products(columns, weight)
    assert added(columns) == [0, 1, 2, 3, 4]
    monkeypatch.setattr(large_samples, "BLOCK", 7)
    assert large_samples.products(columns, weight) == pytest.approx(whole)
    assert whole == pytest.approx(columns.T @ (columns * weight[:, None]))
