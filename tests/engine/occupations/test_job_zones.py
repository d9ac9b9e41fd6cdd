"""Preparation in years from SVP ranges (20 CFR 656.3 defines the levels); releases with five and four zones agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.gap import preparation
from gainful.engine.occupations import load_reference
from gainful.engine.occupations.job_zones import preparation_by_zone, preparation_of_range

REFERENCE = load_reference()
FOUR_ZONES = {2: (0.0, 6.0), 3: (6.0, 7.0), 4: (7.0, 8.0), 5: (8.0, 10.0)}


@pytest.mark.parametrize(
    ("zone", "least", "middle", "most"),
    [(1, 0, 0.5, 1), (2, 0, 0.5, 1), (3, 1, 1.5, 2), (4, 2, 3, 4), (5, 4, 7, 10)],
)
def test_years_of_the_five_zones(zone, least, middle, most):
    """SVP 6 is over one to two years, 7 two to four, 8 four to ten: the middle of zone 5 is 7 years, not 4."""
    years = preparation_by_zone()[zone]
    assert (years.least, years.middle, years.most) == (least, middle, most)


def test_four_zones_mean_what_five_do():
    """Since 30.2 zone 2 is "below 6.0": zones 1 and 2 of earlier releases are read as the same range."""
    five, four = preparation_by_zone(), preparation_by_zone(FOUR_ZONES)
    assert {zone: five[zone] for zone in four} == four
    assert five[1] == four[2]


@given(st.floats(0, 9.9), st.floats(0.1, 10))
def test_a_range_that_begins_or_ends_later_is_never_less_preparation(low, width):
    first = preparation_of_range(low, min(10.0, low + width))
    later = preparation_of_range(min(low + 1, 9.9), 10.0)
    assert first.least <= later.least
    assert first.least <= first.middle <= first.most


def test_the_bound_at_svp_six():
    """Just below, at and just above the range that O*NET no longer divides."""
    assert preparation_of_range(4.0, 5.9).middle == preparation_of_range(4.0, 6.0).middle == 0.5
    assert preparation_of_range(4.0, 6.1).middle == pytest.approx((0.25 + 2) / 2)


def test_the_shipped_version_reads_its_own_job_zone_reference():
    zones = [o.job_zone for o in REFERENCE.occupations]
    middles = {1: 0.5, 2: 0.5, 3: 1.5, 4: 3.0, 5: 7.0}
    expected = np.array([middles.get(zone, np.nan) for zone in zones])
    np.testing.assert_array_equal(REFERENCE.preparation_years, expected)
    assert sorted(REFERENCE.zone_preparation) == [1, 2, 3, 4, 5]
    assert not REFERENCE.preparation_years.flags.writeable


def test_reasons_name_years_and_no_zone_number():
    """The same work has another zone number in another release: a reason that named it would disagree with itself."""
    unanswered = next(
        o
        for o in REFERENCE.occupations
        if o.job_zone == 4 and REFERENCE.education(o.code).school_hours is None
    )
    (reason,) = preparation(REFERENCE, unanswered.code).reasons
    assert "2 to 4 years of preparation" in reason
