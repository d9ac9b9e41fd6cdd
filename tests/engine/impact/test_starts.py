"""Staggered starts: every code for never means never, and what contradicts the treatment column is named by row."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

PLAN = StudyPlan(
    "q", "y", "on", Design.STAGGERED, Estimand.ATT, unit="site", time="year", first_treated="first"
)
UNITS, YEARS = 120, tuple(range(2011, 2019))


def panel(seed=5):
    """A hundred and twenty sites over eight years; thirty never start, the others in 2014, 2016 and 2017."""
    r = np.random.default_rng(seed)
    start = np.repeat([0, 2014, 2016, 2017], UNITS // 4)
    unit, time = np.repeat(np.arange(UNITS), len(YEARS)), np.tile(YEARS, UNITS)
    first = start[unit]
    on = ((first > 0) & (time >= first)).astype(int)
    y = r.normal(size=UNITS)[unit] + 0.2 * (time - 2011) + on + r.normal(size=len(unit))
    return pd.DataFrame({"site": unit, "year": time, "first": first, "on": on, "y": y})


def coded(never):
    frame = panel()
    return frame.assign(first=frame["first"].astype(object).where(frame["first"] > 0, never))


def refused(frame, plan=PLAN):
    with pytest.raises(StudyError) as told:
        evaluate(frame, plan)
    return str(told.value)


@pytest.fixture(scope="module")
def by_zero():
    return evaluate(panel(), PLAN)


@pytest.mark.parametrize(
    "never",
    ["", ".", "NA", "never", "Never treated", "Not treated", "Control", "inf", np.inf, np.nan, None, -1, -9, -999,
     2019, 2099, 9999],
)  # fmt: skip
def test_every_code_for_never_gives_the_same_effect(by_zero, never):
    found = evaluate(coded(never), PLAN)
    assert found.primary.effect == pytest.approx(by_zero.primary.effect)
    assert found.primary.n_comparison == 30
    assert found.flow.analysed == 120
    assert "30 are untreated in every period" in found.time_line.starts


@pytest.mark.parametrize(
    ("code", "words"), [(-1, "30 with -1 (taken as never"), (2099, "30 with 2099 (after the last")]
)
def test_how_a_code_was_understood_is_told(code, words):
    found = evaluate(coded(code), PLAN)
    assert words in found.time_line.starts
    assert words in found.to_json()["time_line"]["words"]


def test_who_starts_when_is_told(by_zero):
    assert by_zero.time_line.starts == (
        'Starts read from "first": 30 are untreated in every period of the file; 2014: 30; 2016: 30; 2017: 30.'
    )


@pytest.mark.parametrize("written", ["2016-07", "FY16", "Q1 2016", "sixteen"])
def test_a_cohort_written_unlike_the_periods_is_refused_by_row(written):
    frame = panel()
    frame["first"] = frame["first"].astype(object).replace(2016, written)
    said = refused(frame)
    assert f'"{written}"' in said
    assert "rows 482, 483, 484 and 237 more" in said


def test_a_cohort_of_quarters_written_as_a_year_is_refused():
    frame = panel()
    quarter = {year: f"{2011 + place // 4}q{place % 4 + 1}" for place, year in enumerate(YEARS)}
    frame = frame.assign(
        year=frame["year"].map(quarter), first=frame["first"].map(lambda y: quarter.get(y, ""))
    )
    assert evaluate(frame, PLAN).primary.n_treated == 90
    frame["first"] = frame["first"].replace("2012q2", "2012")
    assert '"2012"' in refused(frame)


@pytest.mark.parametrize(
    ("year", "first_row"), [(2015, 486), (2017, 487), (0, 487), (2099, 487), (-1, 487), (16, 482)]
)
def test_a_start_that_contradicts_the_treatment_is_refused_by_row(year, first_row):
    frame = panel()
    frame["first"] = frame["first"].replace(2016, year)
    said = refused(frame)
    assert "contradict each other" in said
    assert f"{first_row}" in said
    assert '"60"' in said


def test_a_treatment_that_says_who_ever_starts_is_no_contradiction(by_zero):
    frame = panel()
    ever = evaluate(frame.assign(on=(frame["first"] > 0).astype(int)), PLAN)
    assert ever.primary.effect == pytest.approx(by_zero.primary.effect)
    same = evaluate(frame, dataclasses.replace(PLAN, treatment="first"))
    assert same.primary.effect == pytest.approx(by_zero.primary.effect)


def test_starts_from_the_treatment_alone(by_zero):
    found = evaluate(panel(), dataclasses.replace(PLAN, first_treated=None))
    assert found.primary.effect == pytest.approx(by_zero.primary.effect)


@pytest.mark.parametrize("first", [1990, 2011])
def test_units_treated_throughout_are_left_out_and_told(first):
    frame = panel()
    always = frame["site"] < 2
    frame = frame.assign(first=frame["first"].where(~always, first), on=frame["on"].where(~always, 1))
    found = evaluate(frame, PLAN)
    assert (found.flow.in_file, found.flow.analysed) == (120, 118)
    assert found.flow.dropped[0][1] == 2
    assert found.flow.overall_attrition == 0
    assert "2 are treated from their first period on" in found.time_line.starts
    assert evaluate(frame[~always], PLAN).primary.effect == pytest.approx(found.primary.effect)


def test_a_start_between_two_periods_counts_from_the_next():
    frame = panel()
    frame = frame[frame["year"] != 2016].copy()
    found = evaluate(frame, PLAN)
    assert "2017: 60" in found.time_line.starts
