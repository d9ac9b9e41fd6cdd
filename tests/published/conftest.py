"""What several published figures are read from, worked out once a run."""

from __future__ import annotations

import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from tests.published import lalonde


@pytest.fixture(scope="session")
def beside_cps():
    """Dehejia and Wahba's treated people beside CPS-1, with two years before, every estimator."""
    plan = StudyPlan(
        "Did it raise earnings?",
        "re78",
        "treat",
        Design.COMPARISON,
        Estimand.ATT,
        outcome_unit="",
        covariates=lalonde.COVARIATES,
        pre_outcomes=lalonde.BEFORE,
    )
    return evaluate(lalonde.with_cps(), plan)


@pytest.fixture
def without_double_learning(monkeypatch):
    """Leave out the row that takes most of a comparison's time and has no part in what these tests ask."""
    monkeypatch.setattr("gainful.engine.impact.comparison.double_learning", lambda *_: None)
