"""How many are wanted and for how many hours: a number beside other words is neither."""

from __future__ import annotations

import pytest

from gainful.engine.postings.openings import openings_fact
from gainful.engine.postings.work_time import hours_fact


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Number of vacancies: 6", 6), ("Vacancy: 2", 2), ("Vacancies: 1 (Rosa school)", 1), ("We have two openings on nights", 2),
        ("15 positions. Hotel on the river", 15), ("Two positions. Apply now.", 2), ("10+ openings, all shifts", 10), ("4 vacancies", 4),
        ("Diner with 90 seats. We need 2 cooks now", 2), ("need about 10 guys by january", 10), ("looking for 3 drivers", 3),
        ("hiring 18 people between now and June", 18), ("New class starts in May, 24 seats", 24), ("Permanent. 6 posts.", 6),
        ("We are hiring 24/7!", None), ("Now hiring 18 and older", None), ("hiring 21+ only", None), ("Job ID: 4502 Openings", None),
        ("Req 23 openings board", None), ("Fast casual, 120 seats", None), ("need 2 years of experience", None), ("We need 40 hours a week from you", None),
        ("Suite 300 positions your brand", None),
    ],
)  # fmt: skip
def test_openings(text: str, count: int | None) -> None:
    found = openings_fact(text)
    assert (found.value if found else None) == count


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("$16.40/hour, 32.5 hrs/wk, 10 months", 32.5), ("Hours: 28 hours per week", 28), ("8:30–5, Mon–Fri, 37.5 a week", 37.5),
        ("25–35 h/wk, after school", 30), ("FTE 0.9 (36 hours), nights", 36), ("0.8 FTE", 32), ("75 hours per fortnight", 37.5),
        ("80 hours biweekly", 40), ("Monday to Thursday, four tens", 40), ("nights, 3x12s", 36), ("4 x 10 hours", 40),
        ("Full time (40 hours)", 40), ("M–F 10–7 (40). Pay soon", 40), ("Teller, part time (24 hours)", 24), ("Guaranteed 40 hours after training", 40),
        ("5.5 hours a day", None), ("40 hours of vacation", None), ("within 72 hours of notice", None), ("40-hour course paid", None),
        ("zero-hours contract", None), ("casual, no set hours", None), ("tips (about 4)", None),
    ],
)  # fmt: skip
def test_hours_a_week(text: str, hours: float | None) -> None:
    found = hours_fact(text)
    assert (found.value if found else None) == hours
