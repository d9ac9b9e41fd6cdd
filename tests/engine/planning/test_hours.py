"""The hours of the list and those of the plan are one sum, and the plan says who carries each part."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.planning.hours import hours_in_words, most_at_work, split_hours, weeks_at_work


def person(low, high, *short):
    items = tuple(SimpleNamespace(competency_id=key, hours_low=a, hours_high=b) for key, a, b in short)
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
        "Courses of 80 hours teach what is estimated at 80 to 120 hours of them.",
        "260 hours are learned while working, in up to the first 26 weeks of the job.",
        "720 to 1,268 hours are not covered by this plan: more than the 260 hours.",
    )


@pytest.mark.parametrize(
    ("hours", "teaches", "because"),
    [
        (200, (20, 60), "takes longer than what it closes"),
        (60, (20, 60), ""),
        (20, (20, 60), ""),
        (19, (20, 60), "takes less time than the estimate"),
    ],
)
def test_a_class_that_takes_more_or_less_time_than_it_teaches_says_why(hours, teaches, because):
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
    assert (split.taught_low, split.taught_high) == (160, 160)
    assert (split.at_work_low, split.at_work_high) == (0, 0)


def test_what_newcomers_learn_at_the_job_stays_there():
    """17 to 57 hours at the job itself; a course that closes 0 to 50 of them leaves 17 at both ends, not 17 and 7."""
    one = person(17, 57, ("newcomer", 17, 57), ("a", 0, 50))
    split = split_hours(one, 24, ["a"], [], 260)
    assert (split.taught_low, split.taught_high) == (0, 40)
    assert (split.at_work_low, split.at_work_high) == (17, 17)


def test_schooling_is_not_learned_at_work_and_stands_at_the_high_end_only():
    one = person(100, 3600, ("a", 60, 120), ("b", 40, 80), ("schooling", 0, 3400))
    split = split_hours(one, 40, ["b"], ["schooling"], 260)
    assert (split.at_work_low, split.at_work_high) == (60, 120)
    assert (split.not_covered_low, split.not_covered_high) == (0, 3400)


@given(
    st.floats(0, 3000),
    st.floats(0, 3000),
    st.floats(0, 1500),
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 900), st.floats(0, 900)), max_size=4),
    st.sampled_from([0.0, 195.0, 260.0]),
    st.sets(st.sampled_from("abc")),
)
def test_the_parts_add_up_to_the_estimate_at_both_ends(low, more, courses, short, most, taught):
    one = person(low, low + more, *((key, min(a, b), max(a, b)) for key, a, b in short))
    split = split_hours(one, courses, taught, ["a"], most)
    assert split.courses == courses
    assert split.taught_low + split.at_work_low + split.not_covered_low == pytest.approx(low)
    assert split.taught_high + split.at_work_high + split.not_covered_high == pytest.approx(low + more)
    assert -1e-9 <= split.at_work_low <= most + 1e-9
    assert -1e-9 <= split.at_work_high <= most + 1e-9
    assert min(split.not_covered_low, split.not_covered_high) >= -1e-9
    assert min(split.taught_low, split.taught_high) >= -1e-9
    assert split.at_work_low <= split.at_work_high + 1e-9
    if not taught & {key for key, _, _ in short}:
        assert (split.taught_low, split.taught_high) == pytest.approx((0, 0))


def test_nobody_needs_no_words_and_no_class_is_said():
    assert hours_in_words([], [], 40, []) == ()
    one = person(0, 1, ("a", 0, 1))
    said = hours_in_words([one], [split_hours(one, 0, [], [], 260)], 40, [])
    work = "0 to 1 hours are learned while working, in up to the first week of the job."
    assert said[1:] == ("No course is taken.", work)


def test_a_low_end_below_the_lines_sum_is_not_left_to_the_work():
    """Read in a plan for HVAC installers: 207 to 742 hours, all of it taught, and yet 67 hours "no course teaches"."""
    one = person(206.6, 741.5, ("a", 100.1, 500), ("b", 40, 417.3))
    split = split_hours(one, 396, ["a", "b"], [], 260)
    assert (split.taught_low, split.taught_high) == (pytest.approx(206.6), pytest.approx(741.5))
    assert (split.at_work_low, split.at_work_high) == (0, 0)


def test_what_the_low_end_is_more_than_its_lines_goes_by_the_width_of_their_ranges():
    """Lines of 30-60 and 10-30 in an estimate of 65: 25 more, 15 by the first's width and 10 by the second's."""
    split = split_hours(person(65, 90, ("a", 30, 60), ("b", 10, 30)), 20, ["a"], [], 260)
    assert (split.taught_low, split.at_work_low) == (45, 20)
    assert (split.taught_high, split.at_work_high) == (60, 30)


def test_a_line_without_a_range_takes_nothing_of_it():
    """A two-hour exam closes two hours, whatever the rest of the estimate."""
    split = split_hours(
        person(12, 24, ("credential:card", 2, 2), ("a", 5, 22)), 2, ["credential:card"], [], 260
    )
    assert (split.taught_low, split.taught_high) == (2, 2)
    assert (split.at_work_low, split.at_work_high) == (10, 22)


@pytest.mark.parametrize(("estimate", "at_work"), [(60, 40), (90, 56.7), (150, 90)])
def test_the_estimate_of_the_list_is_the_one_that_is_priced(estimate, at_work):
    """60 to 150 hours, of which 20 to 60 are taught and 40 to 90 left to work: 90 lies a third on the way, so 56.7."""
    one = person(60, 150, ("a", 20, 60), ("b", 40, 90))
    one.hours = estimate
    split = split_hours(one, 30, ["a"], [], 260)
    assert (split.at_work_low, split.at_work_high) == (40, 90)
    assert split.at_work == pytest.approx(at_work, abs=0.05)
