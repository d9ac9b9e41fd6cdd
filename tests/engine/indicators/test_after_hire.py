"""Retention and advancement from what was heard, worked out by hand; silence is unknown, a day to come is pending."""

from datetime import date

import pytest

from gainful.engine.indicators.after_hire import Heard, Known, Report, Tally, advancement, stays, tally

BEGAN = date(2026, 1, 1)
"""Day 30 is 31 January, day 90 is 1 April, day 180 is 30 June, day 365 is 1 January 2027."""


def same(reports, today=date(2027, 6, 1)):
    return [stay.same_employer.value for stay in stays(BEGAN, reports, today)]


def employed(reports, today=date(2027, 6, 1)):
    return [stay.employed.value for stay in stays(BEGAN, reports, today)]


def test_silence_is_unknown_and_never_no():
    assert same([]) == ["unknown"] * 4
    assert employed([]) == ["unknown"] * 4


def test_a_day_to_come_is_pending():
    assert same([], date(2026, 3, 1)) == ["unknown", "pending", "pending", "pending"]


def test_a_later_word_tells_of_every_day_before_it():
    raised = [Report(Heard.RAISE, date(2026, 4, 1), 21.0)]
    assert same(raised) == ["yes", "yes", "unknown", "unknown"]


def test_people_are_tallied_by_answer_and_silence_is_no_no():
    found = tally([Known.YES, Known.UNKNOWN, Known.YES, Known.PENDING])
    assert (found, found.known, found.people) == (Tally(yes=2, no=0, unknown=1, pending=1), 2, 4)
    assert tally([]) == Tally()


def test_the_day_of_leaving_is_no_day_of_work():
    assert same([Report(Heard.SEPARATION, date(2026, 4, 1))]) == ["yes", "no", "no", "no"]
    assert employed([Report(Heard.SEPARATION, date(2026, 4, 1))]) == ["yes", "no", "no", "no"]


def test_a_new_employer_ends_retention_there_but_not_work():
    reports = [
        Report(Heard.NEW_EMPLOYER, date(2026, 3, 1), 25.0),
        Report(Heard.STILL_THERE, date(2026, 7, 15)),
    ]
    assert same(reports) == ["yes", "no", "no", "no"]
    assert employed(reports) == ["yes", "yes", "yes", "unknown"]


def test_out_of_work_between_two_jobs():
    reports = [Report(Heard.SEPARATION, date(2026, 3, 1)), Report(Heard.NEW_EMPLOYER, date(2026, 5, 1))]
    assert employed(reports) == ["yes", "no", "unknown", "unknown"]


def test_the_order_in_which_it_is_told_does_not_matter():
    reports = [Report(Heard.STILL_THERE, date(2026, 7, 15)), Report(Heard.RAISE, date(2026, 2, 1), 20.0)]
    assert same(reports) == same(reports[::-1]) == ["yes", "yes", "yes", "unknown"]


@pytest.mark.parametrize(
    ("reports", "answer", "change"),
    [
        ([], Known.UNKNOWN, None),
        ([Report(Heard.STILL_THERE, BEGAN)], Known.NO, None),
        ([Report(Heard.RAISE, BEGAN, 20.5)], Known.YES, 1.0),
        ([Report(Heard.RAISE, BEGAN, 19.0)], Known.NO, -0.5),
        ([Report(Heard.PROMOTION, BEGAN)], Known.YES, None),
        ([Report(Heard.NEW_EMPLOYER, BEGAN, 22.0)], Known.YES, 2.5),
        ([Report(Heard.SEPARATION, BEGAN)], Known.NO, None),
        ([Report(Heard.RAISE, date(2026, 2, 1), 21.0), Report(Heard.HOURS, date(2026, 3, 1), 19.5)], Known.YES, 0.0),
    ],
)  # fmt: skip
def test_advancement_is_apart_from_staying(reports, answer, change):
    found = advancement(19.5, reports)
    assert (found.answer, found.hourly_change) == (answer, change)


def test_without_a_first_wage_only_a_promotion_is_an_advance():
    assert advancement(None, [Report(Heard.RAISE, BEGAN, 21.0)]).answer is Known.NO
    assert advancement(None, [Report(Heard.PROMOTION, BEGAN, 21.0)]).answer is Known.YES
