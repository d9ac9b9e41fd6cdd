"""The plan says who carries the hours of the list, and what is bounded is bounded by its own lines."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.planning.hours import SHORTER, hours_in_words, most_at_work, split_hours, weeks_at_work
from gainful.engine.ranking.kernel import range_of_hours
from gainful.engine.ranking.ranked import ShortOf


def line(key, low, high, by_level=None):
    return ShortOf(key, key, 1.0, 0.0, low, high, by_level)


def person(low, high, *short):
    items = tuple(line(*each) for each in short)
    return SimpleNamespace(hours_low=low, hours=(low + high) / 2, hours_high=high, short_of=items)


def test_half_a_year_of_work_holds_260_hours_of_learning():
    """26 weeks × 40 hours × a quarter (gap.preparation.PRACTICE)."""
    assert most_at_work(None) == 260
    assert most_at_work(30) == 195
    assert weeks_at_work(100, 40) == 10


def test_what_the_issue_saw_is_said():
    """8 weeks of class for people who need 1,060 to 1,648 hours: 80 to 120 taught, 260 at work, the rest nobody's."""
    one = person(1060, 1648, ("a", 980, 1528), ("b", 80, 120))
    split = split_hours(one, 80, ["b"], [], most_at_work(40))
    assert (split.taught_low, split.taught_high) == (80, 120)
    assert (split.at_work_low, split.at_work_high) == (260, 260)
    assert (split.not_covered_low, split.not_covered_high) == (720, 1268)
    said = hours_in_words([one], [split], 40, ["more than the 260 hours"])
    assert said == (
        "The person needs an estimated 1,060 to 1,648 hours of learning.",
        f"Courses of 80 hours teach what is estimated at 80 to 120 hours of them. {SHORTER}",
        "260 hours are learned while working, in up to the first 26 weeks of the job.",
        "720 to 1,268 hours a person are not covered by this plan: more than the 260 hours.",
    )


@pytest.mark.parametrize(
    ("hours", "teaches", "because"),
    [
        (200, (20, 60), "takes longer than what it closes"),
        (60, (20, 60), "takes longer than what it closes"),
        (40, (20, 60), ""),
        (20, (20, 60), "takes less time than the estimate"),
        (19, (20, 60), "takes less time than the estimate"),
    ],
)
def test_a_class_that_takes_more_or_less_time_than_it_teaches_says_why(hours, teaches, because):
    """By the estimate, 40 of 20 to 60: a trade's 360 hours beside an estimate of 467 stood there without a word."""
    one = person(60, 150, ("a", *teaches), ("b", 40, 90))
    said = hours_in_words([one], [split_hours(one, hours, ["a"], [], 260)], 40, [])[1]
    assert said.startswith(f"Courses of {hours} hours teach what is estimated at 20 to 60 hours of them.")
    assert said.count(". ") == bool(because)
    assert because in said


def test_a_long_course_closes_no_gap_that_it_does_not_teach():
    """200 hours of class on one thing leave the other two where they were: at work."""
    one = person(60, 150, ("a", 20, 60), ("b", 30, 70), ("c", 10, 20))
    split = split_hours(one, 200, ["a"], [], 260)
    assert (split.courses, split.taught_low, split.taught_high) == (200, 20, 60)
    assert (split.at_work_low, split.at_work_high) == (40, 90)
    assert (split.not_covered_low, split.not_covered_high) == (0, 0)


def test_a_license_without_a_course_is_not_learned_at_work():
    """160 hours of a license's course, 20 to 60 of other things, half of them taught in class."""
    one = person(180, 220, ("credential:cdl-b", 160, 160), ("a", 10, 30), ("b", 10, 30))
    split = split_hours(one, 10, ["b"], ["credential:cdl-b"], 260)
    assert (split.at_work_low, split.at_work_high) == (10, 30)
    assert (split.not_covered_low, split.not_covered_high) == (160, 160)


def test_a_course_for_a_license_carries_what_the_license_counts_for():
    """The longest course for a credential teaches skills too: the larger of the two counts, 160 here, not 160 + 40."""
    one = person(160, 160, ("credential:cdl-b", 160, 160), ("a", 10, 40))
    split = split_hours(one, 160, ["credential:cdl-b"], [], 260)
    assert (split.taught_low, split.taught, split.taught_high) == (160, 160, 160)
    assert (split.at_work_low, split.at_work) == (0, 0)
    assert split.at_work_high == 40, "what the plan says is learned at work can take all that it may"


def test_what_newcomers_learn_at_the_job_stays_there():
    """17 to 57 hours at the job itself, 37 by the estimate; a course closes 0 to 50 of them, 25 by the estimate."""
    one = person(17, 57, ("newcomer", 17, 57), ("a", 0, 50))
    split = split_hours(one, 24, ["a"], [], 260)
    assert (split.taught_low, split.taught, split.taught_high) == (0, 25, 50)
    assert (split.at_work_low, split.at_work, split.at_work_high) == (12, 12, 57)


def test_schooling_is_not_learned_at_work_and_stands_at_the_high_end_only():
    one = person(100, 3600, ("a", 60, 120), ("b", 40, 80), ("schooling", 0, 3400))
    split = split_hours(one, 40, ["b"], ["schooling"], 260)
    assert (split.at_work_low, split.at_work_high) == (60, 120)
    assert (split.not_covered_low, split.not_covered_high) == (0, 3400)


@pytest.mark.parametrize(
    ("taught", "low", "estimate", "high"),
    [
        ("", 80.6, 150, 241),  # all: 120 − √(30² + 20² + 15²); 180 + √(45² + 30² + 27.5²)
        ("c", 63.9, 117.5, 189.1),  # a and b: 100 − √(30² + 20²) = 63.94; 135 + √(45² + 30²) = 189.08
        ("bc", 30, 75, 135),  # a alone: its own ends
        ("abc", 0, 0, 0),
    ],
)
def test_what_is_left_to_work_is_bounded_by_its_own_lines(taught, low, estimate, high):
    """The most is not what the taught lines leave of the whole, which was 1.4 hours beside a line of 0 to 18."""
    lines = (("a", 30, 135, (60, 90)), ("b", 20, 75, (40, 45)), ("c", 5, 72.5, (20, 45)))
    one = person(80.6, 241, *lines)
    one.hours = 150
    split = split_hours(one, 24, taught, [], 260)
    assert split.at_work_low == pytest.approx(low, abs=0.5)
    assert split.at_work == pytest.approx(estimate)
    assert split.at_work_high == pytest.approx(high, abs=0.5)


LEVELS = st.tuples(st.integers(1, 700), st.integers(0, 700), st.booleans())


@given(
    st.lists(LEVELS, min_size=1, max_size=5),
    st.integers(0, 120),
    st.sets(st.integers(0, 4)),
    st.sampled_from([60.0, 260.0]),
)
def test_no_line_that_is_left_to_work_is_above_its_bound(levels, doubt, taught, most):
    """Lines as the ranking's own kernel makes them: least hours 10 a level, most 25."""
    held = np.array([[65535 if is_unknown else mine for _need, mine, is_unknown in levels]], np.uint16)
    need = np.array([[asked for asked, _mine, _unknown in levels]], np.uint16)[0]
    rates = np.full(len(levels), 0.1), np.full(len(levels), 0.25)
    ends = range_of_hours(held, np.array([doubt], np.uint16), need, *rates)
    lines = []
    for at, (asked, mine, is_unknown) in enumerate(levels):
        if not is_unknown and mine >= asked:
            continue
        gap = asked / 2 if is_unknown else asked - mine
        least = 0 if is_unknown else max(0, asked - mine - doubt)
        worst = asked if is_unknown else asked - max(0, mine - doubt)
        lines.append((str(at), least / 10, worst / 4, (gap / 10, gap / 4)))
    one = person(float(ends[0][0]), float(ends[2][0]), *lines)
    one.hours = float(ends[1][0])
    split = split_hours(one, 24, {str(at) for at in taught}, [], most)
    left = [item for item in one.short_of if item.competency_id not in {str(at) for at in taught}]
    bound = split.at_work_high + split.not_covered_high
    assert bound >= max((item.hours_high for item in left), default=0) - 1e-6
    assert bound <= sum(item.hours_high for item in left) + 1e-6
    assert bound <= one.hours_high + 1e-6
    assert split.at_work_high <= most
    assert -1e-6 <= split.at_work_low <= split.at_work + 1e-6
    assert split.at_work <= split.at_work_high + 1e-6
    assert split.at_work_low >= min(most, sum(item.hours_low for item in left)) - 1e-6
    if split.at_work < most:
        assert split.taught + split.at_work == pytest.approx(one.hours, abs=1e-6)


def test_nobody_needs_no_words_and_no_class_is_said():
    assert hours_in_words([], [], 40, []) == ()
    one = person(0, 1, ("a", 0, 1))
    said = hours_in_words([one], [split_hours(one, 0, [], [], 260)], 40, [])
    work = "0 to 1 hours are learned while working, in up to the first week of the job."
    assert said[1:] == ("No course is taken.", work)


def test_a_low_end_above_the_lines_sum_is_not_left_to_the_work():
    """Read in a plan for HVAC installers: 207 to 742 hours, all of it taught, and yet 67 hours "no course teaches"."""
    one = person(206.6, 741.5, ("a", 100.1, 500, (200, 400)), ("b", 40, 417.3, (110, 215)))
    split = split_hours(one, 396, ["a", "b"], [], 260)
    assert (split.taught_low, split.taught_high) == (206.6, 741.5), "all of it, as the list says it"
    assert (split.at_work_low, split.at_work_high) == (0, 0)


def test_a_line_without_a_range_takes_nothing_of_it():
    """A two-hour exam closes two hours, whatever the rest of the estimate."""
    split = split_hours(
        person(12, 24, ("credential:card", 2, 2), ("a", 5, 22)), 2, ["credential:card"], [], 260
    )
    assert (split.taught_low, split.taught_high) == (2, 2)
    assert (split.at_work_low, split.at_work_high) == (5, 22)


@pytest.mark.parametrize(("estimate", "at_work"), [(60, 20), (90, 50), (105, 65)])
def test_the_estimate_of_the_list_is_the_one_that_is_priced(estimate, at_work):
    """60 to 150 hours, of which 20 to 60 are taught, 40 by the estimate: 90 leaves 50 to the work."""
    one = person(60, 150, ("a", 20, 60), ("b", 40, 90))
    one.hours = estimate
    split = split_hours(one, 30, ["a"], [], 260)
    assert (split.at_work_low, split.at_work_high) == (min(40, at_work), 90)
    assert split.at_work == pytest.approx(at_work, abs=0.05)
