from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from gainful.engine.indicators.retention import duration_model, hazard_model


@pytest.fixture(scope="module")
def made_up():
    """Durations that one column lengthens by exp(0.5), watched for 40 weeks at most."""
    random = np.random.default_rng(20261123)
    coached = random.integers(0, 2, 2000)
    weeks = np.exp(2.5 + 0.5 * coached + 0.8 * random.standard_normal(2000))
    left = weeks < 40
    return pd.DataFrame({"weeks": np.minimum(weeks, 40), "left": left.astype(int), "coached": coached})


def test_the_lognormal_model_finds_what_was_put_in(made_up):
    found = duration_model(made_up, "weeks", "left", ["coached"])
    line = found.effect("coached")
    assert line.low < 0.5 < line.high
    assert line.ratio == pytest.approx(math.exp(line.coefficient))
    assert found.sigma == pytest.approx(0.8, abs=0.05)


def test_the_coached_leave_at_a_lower_rate(made_up):
    line = hazard_model(made_up, "weeks", "left", ["coached"]).effect("coached")
    assert line.ratio < 1
    assert line.p < 0.001


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"coached": 1}, "the same for everybody"),
        ({"left": 2}, "must be 1"),
        ({"weeks": 0}, "above zero"),
        ({"coached": np.nan}, "empty cell"),
    ],
)
def test_what_cannot_be_fitted_is_said(made_up, change, said):
    with pytest.raises(ValueError, match=said):
        duration_model(made_up.assign(**change), "weeks", "left", ["coached"])
    with pytest.raises(ValueError, match="no column age"):
        hazard_model(made_up, "weeks", "left", ["age"])
