"""Bounds of the indicators at, just below and just above them: quarters, days, classes, answers, scores, hires."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import ibis
import pytest

from gainful.engine.indicators import Coverage, quarter_of
from gainful.engine.indicators.after_hire import MARKS, Heard, Known, Report, advancement, stays
from gainful.engine.indicators.coverage import coverage_of, quarter_end, quarter_text
from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.nonresponse import Class, modelled
from gainful.engine.indicators.outcomes import program_year
from gainful.engine.indicators.scores import STATEWIDE, Level, adjusted_level, exact, scores
from gainful.engine.indicators.self_report import Recorded, Said, settle
from gainful.engine.indicators.summary import Measured


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2023Q4", (2023, 12, 31)),
        ("2024q1", (2024, 3, 31)),
        (" 2024-2 ", (2024, 6, 30)),
        ("2024Q3", (2024, 9, 30)),
    ],
)
def test_a_quarter_ends_with_its_third_month(text, end):
    number = quarter_of(text)
    assert quarter_end(number) == date(*end)
    assert quarter_text(number) == f"{end[0]}Q{end[1] // 3}"


@pytest.mark.parametrize("text", ["2024Q0", "2024Q5", "24Q1", "20245Q1", "2024", "Q1", "2024Q12", ""])
def test_what_is_no_quarter_is_said(text):
    with pytest.raises(ValueError, match="is no quarter"):
        quarter_of(text)


def paid_in(*quarters):
    return ibis.memtable({"at": [quarter_of(text) for text in quarters]}, schema={"at": "int32"})


@pytest.mark.parametrize(
    ("as_of", "last"),
    [("2026-01-29", "2025Q3"), ("2026-01-30", "2025Q4"), ("2026-04-29", "2025Q4"), ("2026-04-30", "2026Q1")],
)
def test_a_quarter_is_in_thirty_days_after_its_end(as_of, last):
    """Reports of a quarter are due at the end of the next month: 31 December and 30 days are 30 January."""
    found = coverage_of(paid_in("2023Q1", "2026Q2"), date.fromisoformat(as_of))
    assert (quarter_text(found.first), quarter_text(found.last)) == ("2023Q1", last)


def test_what_is_said_of_the_records_goes_before_what_they_hold():
    day, wages = date(2026, 6, 30), paid_in("2023Q1", "2025Q1")
    first, last = quarter_of("2022Q2"), quarter_of("2025Q3")
    assert coverage_of(wages, day, first, last) == Coverage(first, last)
    assert coverage_of(wages, day, first) == Coverage(first, quarter_of("2025Q1"))
    assert coverage_of(wages, day, None, last) == Coverage(quarter_of("2023Q1"), last)
    assert coverage_of(wages, day, first, quarter_of("2027Q1")).last == quarter_of("2026Q1")
    assert coverage_of(paid_in(), day) == Coverage(None, None)
    late = coverage_of(wages, day, first, last, lag_days=366)
    assert late.last == quarter_of("2025Q1"), "with a lag of a year and a day nothing later is due"


@pytest.mark.parametrize(
    ("covers", "held"),
    [
        (Coverage(10, 12), [10, 11, 12]),
        (Coverage(11, 11), [11]),
        (Coverage(None, 12), []),
        (Coverage(10, None), []),
    ],
)
def test_first_and_last_quarter_are_in(covers, held):
    table = ibis.memtable({"at": [9, 10, 11, 12, 13, None]}, schema={"at": "int32"})
    rows = table.filter(covers.holds(table["at"])).to_pyarrow().to_pylist()
    assert sorted(row["at"] for row in rows) == held


@pytest.mark.parametrize(
    ("day", "first"), [("2025-06-30", 2024), ("2025-07-01", 2025), ("2025-12-31", 2025), ("2026-01-01", 2025)]
)
def test_a_program_year_runs_from_july_to_june(day, first):
    assert program_year(date.fromisoformat(day)) == (date(first, 7, 1), date(first + 1, 6, 30))


def test_five_answers_stand_for_a_class_and_four_do_not():
    """Of 20 and 10 people: 8 of 10 say yes, and 1 of 5 or of 4 in the other class."""
    five = modelled({"a": Class(8, 2, 10), "b": Class(1, 4, 5)})
    assert five.weighted == pytest.approx((0.8 * 20 + 0.2 * 10) / 30)
    four = modelled({"a": Class(8, 2, 10), "b": Class(1, 3, 6)})
    assert four.weighted == pytest.approx(0.8), "the large class stands for all"


def test_small_classes_stand_together():
    """Of 10, 8 and 6 people: 5 of 5 say yes in the first; of the others 1 of 3 and 0 of 2, together 1 of 5."""
    found = modelled({"a": Class(5, 0, 5), "b": Class(1, 2, 5), "c": Class(0, 2, 4)})
    assert found.weighted == pytest.approx((1.0 * 10 + 0.2 * 14) / 24)


def test_where_every_class_is_small_they_stand_together_all_the_same():
    found = modelled({"a": Class(1, 0, 1), "b": Class(0, 2, 0)})
    assert (found.asked, found.answered) == (4, 3)
    assert found.weighted == found.share == pytest.approx(1 / 3)


def test_a_weighted_share_is_kept_inside_what_silence_leaves():
    """The small class said no four times: of its people at least these are no, so that 26 of 30 is the most."""
    found = modelled({"a": Class(5, 0, 21), "b": Class(0, 4, 0)})
    assert found.weighted == found.high == pytest.approx(26 / 30)
    turned = modelled({"a": Class(0, 5, 21), "b": Class(4, 0, 0)})
    assert turned.weighted == turned.low == pytest.approx(4 / 30)


def test_where_nobody_answered_the_range_is_everything():
    found = modelled({"a": Class(0, 0, 3)})
    assert (found.asked, found.answered, found.share, found.low, found.high) == (3, 0, None, 0.0, 1.0)


@pytest.mark.parametrize(
    ("pay", "apart"),
    [(6250.0, False), (6250.01, True), (3750.0, False), (3749.99, True), (None, False), (0.0, True)],
)
def test_earnings_a_quarter_of_the_record_apart_are_told(pay, apart):
    told = settle(Said("yes", pay), Recorded(True, 5000.0))
    assert (told.earnings_differ, told.employment_differs, told.differs) == (apart, False, apart)


def test_work_that_one_side_denies_is_told_as_such():
    assert settle(Said("no"), Recorded(True, 5000.0)).employment_differs
    assert settle(Said("yes"), Recorded(True, 0.0)).employment_differs
    assert not settle(Said("yes"), Recorded(True, 0.0)).earnings_differ
    assert settle(Said("no"), Recorded(True, 0.01)).employed == "yes"
    assert settle(Said("no"), Recorded(True, -5.0)).employed == "no", "a correction below zero is no pay"
    assert settle(Said("no"), Recorded(True)).rule == "both-no", "no record of a complete quarter is no pay"


def test_a_quarter_that_is_not_complete_settles_nothing_even_without_an_amount():
    assert settle(Said("yes"), Recorded(False, None)).rule == "pending"


@pytest.mark.parametrize(
    ("text", "figure"),
    [("75.2%", Fraction(752, 1000)), ("$3,890", 3890), (" 0.752 ", Fraction(752, 1000)), ("1,234,567", 1234567),
     ("100 %", 1), (3890, 3890), (Decimal("0.1"), Fraction(1, 10))],
)  # fmt: skip
def test_figures_are_read_as_they_are_written(text, figure):
    assert exact(text) == figure


def test_a_level_moves_by_what_the_model_says_after_less_before():
    """Attachment II: negotiated 70.0, expected 68.0 before and 65.0 after the year: held to 67.0."""
    assert adjusted_level(exact("70%"), exact("68%"), exact("65%")) == exact("67%")
    assert adjusted_level(exact("70%"), exact("65%"), exact("68%")) == exact("73%")


def level(program, indicator, adjusted, actual, pending=0):
    return Level(program, indicator, exact(adjusted), None if actual is None else exact(actual), pending)


def test_two_programs_have_an_average_each_and_one_of_each_indicator():
    """20 CFR 677.190(c): scores 1.2, 0.9 and 0.6; averages 1.05 of adult, 0.6 of youth, 0.9 of Q2 and 0.9 of Q4."""
    found = scores(
        [
            level("adult", "employment-q2", "50%", "60%", 3),
            level("adult", "employment-q4", "50%", "45%", 4),
            level("youth", "employment-q2", "50%", "30%", 5),
        ],
        2026,
    )
    told = [(s.kind, s.program, s.indicator, s.percent, s.of, s.pending, s.fails) for s in found]
    assert told == [
        ("individual", "adult", "employment-q2", Decimal("120.0"), 1, 3, False),
        ("individual", "adult", "employment-q4", Decimal("90.0"), 1, 4, False),
        ("individual", "youth", "employment-q2", Decimal("60.0"), 1, 5, False),
        ("program", "adult", "", Decimal("105.0"), 2, 7, False),
        ("program", "youth", "", Decimal("60.0"), 1, 5, True),
        ("indicator", "statewide", "employment-q2", Decimal("90.0"), 2, 8, False),
        ("indicator", "statewide", "employment-q4", Decimal("90.0"), 1, 4, False),
    ]


@pytest.mark.parametrize(("year", "judged"), [(2023, True), (2024, False), (2025, False), (2026, True)])
def test_retention_is_collected_in_two_years_and_judged_in_the_others(year, judged):
    """Guidance of 6 January 2025, page 16: program years 2024 and 2025."""
    (found,) = scores([level("", STATEWIDE, "50%", "30%", 7)], year)
    assert (found.judged, found.fails, found.pending, found.program) == (
        judged,
        judged or None,
        7,
        "statewide",
    )
    assert scores([level("", STATEWIDE, "50%", None)], year)[0].score is None


def test_a_level_of_nothing_is_refused_and_the_same_indicator_of_two_programs_is_not():
    with pytest.raises(ValueError, match=r"is -0\.1; it must be above 0"):
        scores([level("adult", "employment-q2", "-10%", None)], 2026)
    assert scores([level("adult", "employment-q2", "0.1%", None)], 2026)
    assert scores([level(program, "employment-q2", "75%", None) for program in ("adult", "youth")], 2026)


BEGAN = date(2026, 1, 1)


def test_the_marks_are_one_three_six_and_twelve_months():
    assert MARKS == (30, 90, 180, 365)


def stay_at_30(*reports, today="2026-01-31"):
    return stays(
        BEGAN, [Report(heard, date.fromisoformat(on)) for heard, on in reports], date.fromisoformat(today)
    )[0]


def test_the_thirtieth_day_itself_is_known_and_the_day_before_it_is_pending():
    there = (Heard.STILL_THERE, "2026-01-31")
    assert stay_at_30(there).same_employer is Known.YES
    assert stay_at_30(there, today="2026-01-30").same_employer is Known.PENDING
    assert stay_at_30(there, today="2026-01-30").employed is Known.PENDING
    assert stay_at_30((Heard.STILL_THERE, "2026-01-30")).same_employer is Known.UNKNOWN


def test_whoever_left_the_day_after_was_there_on_the_day():
    left = stay_at_30((Heard.SEPARATION, "2026-02-01"))
    assert (left.days, left.same_employer, left.employed) == (30, Known.YES, Known.YES)
    gone = stay_at_30((Heard.SEPARATION, "2026-01-31"))
    assert (gone.same_employer, gone.employed) == (Known.NO, Known.NO)


@pytest.mark.parametrize(
    ("on", "employed"),
    [("2026-01-31", Known.YES), ("2026-01-30", Known.UNKNOWN)],
    ids=["that day", "the day before"],
)
def test_a_new_job_tells_of_its_own_day_and_not_of_the_next(on, employed):
    assert stay_at_30((Heard.NEW_EMPLOYER, on)).employed is employed
    assert stay_at_30((Heard.NEW_EMPLOYER, on)).same_employer is Known.NO


def test_the_same_wage_is_no_advance_and_a_cent_is():
    assert advancement(20.0, [Report(Heard.RAISE, BEGAN, 20.0)]).answer is Known.NO
    found = advancement(
        20.0, [Report(Heard.RAISE, BEGAN + timedelta(3), 20.01), Report(Heard.HOURS, BEGAN, 25.0)]
    )
    assert (found.answer, found.hourly_change) == (Known.YES, 0.01)
    assert [report.hourly for report in found.by] == [25.0, 20.01], "in the order of their days"


def test_a_job_that_begins_the_day_after_is_none_on_the_day():
    left, anew = (Heard.SEPARATION, "2026-01-15"), (Heard.NEW_EMPLOYER, "2026-02-01")
    assert stay_at_30(left, anew, today="2026-06-01").employed is Known.NO
    assert stay_at_30(left, (Heard.NEW_EMPLOYER, "2026-01-31"), today="2026-06-01").employed is Known.YES


@pytest.mark.parametrize(("of", "small"), [(0, True), (29, True), (30, False), (31, False)])
def test_of_thirty_people_a_share_says_something(of, small):
    assert Measured(load_indicators()[0], 0, of, 0, 0, (), None, None, None).small is small
