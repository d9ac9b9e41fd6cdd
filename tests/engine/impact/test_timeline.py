"""Years in names: what counts as before, what as after, and what nobody can place."""

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.moments import When, moment
from gainful.engine.impact.timeline import time_line, when_measured


def plan(outcome="earn2021", **more):
    return StudyPlan("q", outcome, "treat", Design.LOTTERY, Estimand.ITT, **more)


def lottery(n=1200, seed=3):
    """Earnings of 2018–2019 before a draw in 2020 and of 2021–2023 after, which the program raises by 2,000."""
    r = np.random.default_rng(seed)
    able, d = r.normal(12_000, 4_000, n), r.permutation(np.arange(n) % 2)
    years = {year: able + r.normal(0, 2_000, n) + 2_000 * d * (year > 2020) for year in range(2018, 2024)}
    frame = pd.DataFrame({"treat": d, "age": r.integers(20, 60, n)})
    return frame.assign(**{f"earn{year}": values for year, values in years.items() if year != 2020})


@pytest.mark.parametrize(
    ("name", "stem", "start", "months"),
    [
        ("earn2018", "earn", 2018 * 12, 12),
        ("earn_2018_q3", "earn", 2018 * 12 + 6, 3),
        ("Q3 2018 wages", "wages", 2018 * 12 + 6, 3),
        ("wage 2018-07", "wage", 2018 * 12 + 6, 1),
        ("pay2018m12", "pay", 2018 * 12 + 11, 1),
        ("2019_income", "income", 2019 * 12, 12),
    ],
)
def test_years_quarters_and_months_are_read(name, stem, start, months):
    found = moment(name)
    assert (found.stem, found.start, found.end - found.start) == (stem, start, months)
    assert found.calendar


@pytest.mark.parametrize(
    ("name", "stem", "start"),
    [("re74", "re", 74), ("earn_q5", "earn", 5), ("wave2_income", "income", 2), ("earn_q-2", "earn", -2)],
)
def test_counted_periods_are_read(name, stem, start):
    found = moment(name)
    assert (found.stem, found.start, found.calendar) == (stem, start, False)


@pytest.mark.parametrize("name", ["age", "earn2018to2019", "site", "74"])
def test_other_names_have_no_period(name):
    assert moment(name) is None


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("earn2018", When.BEFORE),
        ("earn2019", When.BEFORE),
        ("hours2019", When.BEFORE),
        ("earn2020", When.BETWEEN),
        ("earn2021", When.AFTER),
        ("employed2023", When.AFTER),
        ("followup_score", When.AFTER),
        ("female", When.BEFORE),
        ("site", When.UNDATED),
    ],
)
def test_columns_stand_beside_what_the_plan_names(name, when):
    assert when_measured(name, plan(pre_outcomes=("earn2018", "earn2019"))) is when


def test_every_outcome_of_the_run_is_after():
    asked = plan("earn2023", other_outcomes=("earn2021", "employed"))
    assert when_measured("employed", asked) is When.AFTER
    assert when_measured("earn2022", asked) is When.AFTER


def test_the_start_of_the_program_decides():
    asked = plan("earn2023", began="2020q3")
    names = {"earn2019": When.BEFORE, "earn2020q2": When.BEFORE, "earn2020q3": When.BETWEEN,
             "earn2020": When.BETWEEN, "earn2020q4": When.AFTER, "earn2021": When.AFTER}  # fmt: skip
    assert {name: when_measured(name, asked) for name in names} == names


def test_without_a_start_only_the_first_year_counts_as_before():
    names = ["earn2018", "earn2019", "earn2021", "earn2023"]
    placed = [when_measured(name, plan("earn2023"), names) for name in names]
    assert placed == [When.BEFORE, When.BETWEEN, When.BETWEEN, When.AFTER]


def test_a_word_for_after_in_the_outcome_itself_says_nothing():
    asked = plan("exit_wage_2021", pre_outcomes=("exit_wage_2019",))
    assert when_measured("exit_wage_2019", asked) is When.BEFORE
    assert when_measured("exit_wage_2022", asked) is When.AFTER


def test_a_lone_digit_may_number_two_tests():
    assert when_measured("score2", plan("score1")) is When.UNDATED
    assert when_measured("score3", plan("score2", pre_outcomes=("score1",))) is When.AFTER


@pytest.mark.parametrize("outcome", ["earn2021", "earn2022", "earn2023"])
@pytest.mark.parametrize("named", [("earn2018", "earn2019"), ("earn2019",), ()])
def test_a_trial_with_years_of_follow_up_is_shown(outcome, named):
    asked = plan(outcome, pre_outcomes=named, began=None if named else "2020")
    found = evaluate(lottery(), asked)
    assert found.shown
    assert abs(found.primary.effect - 2_000) < 4 * found.primary.se
    assert {"earn2021", "earn2022", "earn2023"} <= {*found.time_line.after, *found.time_line.between}
    assert found.to_json()["time_line"]["words"] == found.time_line.words


def test_a_year_after_the_start_cannot_be_a_covariate():
    found = evaluate(lottery(), plan(pre_outcomes=("earn2018",), covariates=("earn2022",)))
    assert "covariates_before_treatment" in {gate.id for gate in found.failed}


def test_the_time_line_names_every_column_once():
    line = time_line(lottery().columns, plan(pre_outcomes=("earn2018", "earn2019")))
    assert line.before == ("age", "earn2018", "earn2019")
    assert line.after == ("earn2021", "earn2022", "earn2023")
    assert line.words == (
        "From before the program: age, earn2018, earn2019. From after it began: earn2021, earn2022, earn2023."
    )


@pytest.mark.parametrize("began", ["soon", "12", "2018 to 2020"])
def test_a_start_that_is_no_time_is_told(began):
    with pytest.raises(StudyError, match="no time at which a program begins"):
        evaluate(lottery(), plan(began=began))


def test_a_column_cannot_be_before_and_later():
    with pytest.raises(StudyError, match="both as known before and as measured later"):
        evaluate(lottery(), plan(covariates=("age",), later=("age",)))
