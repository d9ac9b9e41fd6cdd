"""What a work history says a person holds."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.held.work_history import Assessment, Job, work_history_profile
from gainful.engine.occupations import load_reference

AS_OF = date(2026, 11, 1)
REFERENCE = load_reference()
RATED = [o.code for o in REFERENCE.occupations if o.rated]


def levels(jobs, **more):
    profile = work_history_profile(jobs, as_of=AS_OF, **more)
    return {line.competency_id: line for line in profile.lines if line.level is not None}


def test_no_history_is_unknown_not_zero():
    assert work_history_profile([], as_of=AS_OF).lines == ()


def test_many_years_reach_the_occupations_own_level():
    held = levels([Job("53-2031.00", date(2000, 1, 1))])
    row = REFERENCE.row("53-2031.00")
    service = REFERENCE.column("2.A.1.b")
    assert held["onet:2.A.1.b"].level == pytest.approx(float(REFERENCE.level[row, service]), abs=0.02)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(RATED), st.integers(1, 3000), st.integers(1, 3000))
def test_longer_in_the_job_never_holds_less(code, fewer, more):
    fewer, more = sorted((fewer, more))
    start = date.fromordinal(AS_OF.toordinal() - 4000)
    short = levels([Job(code, start, date.fromordinal(start.toordinal() + fewer))])
    long = levels([Job(code, start, date.fromordinal(start.toordinal() + more))])
    assert all(long[key].level >= line.level - 1e-6 for key, line in short.items())


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(RATED), st.sampled_from(RATED))
def test_a_second_job_never_takes_away(first, second):
    one = levels([Job(first, date(2015, 1, 1), date(2020, 1, 1))])
    both = levels([Job(first, date(2015, 1, 1), date(2020, 1, 1)), Job(second, date(2020, 1, 1))])
    assert all(both[key].level >= line.level - 1e-6 for key, line in one.items())
    assert all(line.level_low <= line.level <= line.level_high for line in both.values())


def test_an_assessment_overrides_history():
    held = levels([Job("53-2031.00", date(2010, 1, 1))], assessments=[Assessment("onet:2.A.1.b", 2.5)])
    assert held["onet:2.A.1.b"].level == 2.5
    assert held["onet:2.A.1.b"].confidence == "sure"


def test_a_job_that_ends_before_it_starts_is_named():
    with pytest.raises(ValueError, match="ends on 2019-01-01 before it starts on 2020-01-01"):
        work_history_profile([Job("53-2031.00", date(2020, 1, 1), date(2019, 1, 1))], as_of=AS_OF)


def test_not_relevant_is_zero_and_suppressed_is_unknown():
    row = REFERENCE.row("53-2031.00")
    held = levels([Job("53-2031.00", date(2000, 1, 1))])
    for place, element in enumerate(REFERENCE.elements):
        rated = REFERENCE.level[row, place]
        assert (element.id in held) == (not np.isnan(rated))
