"""Hours a week in the ways in which people say them; each line is invented, its value set by hand."""

from __future__ import annotations

import pytest

from gainful.engine.postings.work_hours import hours_fact


def hours(text: str) -> float | None:
    found = hours_fact(text)
    if found is None:
        return None
    assert found.span is not None
    assert text[found.span.start : found.span.end] == found.span.text
    return found.value


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # a week is said
        ("Hrs/Wk: 40-50     Days: M-F", 45), ("Openings: 4     Hrs/Wk: 36", 36), ("Hours per week  24", 24), ("Hours vary 15-40 wk   Pools open", 27.5),
        ("Written exam. 37.5 hr workweek.", 37.5), ("45hr weeks happen", 45), ("38 hours a working week", 38), ("40 horas por semana", 40), ("35 heures par semaine", 35),
        ("32 uur per week", 32), ("38,5 Stunden pro Woche", 38.5), ("32+ hrs/wk", 32), ("20 hrs weekly", 20), ("Anticipated hours: 40 per week (7 per day M-F)", 40),
        # a fortnight, a roster, a pay period
        ("84 hours per 14 days rotation (7 in / 7 out), 12-hr days", 42), ("70 hours per fortnight", 35), ("39 hours over 5 days, straight shifts", 39),
        ("80 hours every 14 days", 40), ("76 hours in 14 days", 38), ("64 hours per pay period", 32),
        # days times hours, hours times days
        ("Hours: 6.5 hours per day, Mon–Fri", 32.5), ("8 hr shifts, 5 days, days to start", 40), ("Duty: 8 hrs rotational, 6 days", 48), ("4.5 hr/day guaranteed, 174 days", 22.5),
        ("7 hours per day, 182 school days", 35), ("6-10s typical", 60), ("M–Th 4x10.", 40), ("4/10s, Friday off", 40), ("3x12 nights", 36), ("five 8s", 40), ("10 h days, 4 days a week", 40),
        ("8 hours per day Mon, Tue and Thu", 24), ("6 hours a day, Tuesday to Friday", 24), ("4-12s", 48), ("4x10 Mon-Thu", 40), ("3 x 12-hour nights", 36),
        ("5 days/week, 8 hours/day", 40), ("Three 8 hour shifts per week", 24), ("Work week: 37.5 hours", 37.5), ("forty hours a week", 40), ("12 hour shifts, 3 days/week", 36), ("2080 hours a year", None),
        # bare figures
        ("FT 40 (Sat rotate)", 40), ("36 hrs paid as 40", 36), ("8 hr shift, 40 + some Saturdays", 40), ("40 hrs (9.5 open days, staggered)", 40), ("37.5 or 30 hr lines", 33.75),
        ("Hygienist Tue/Wed/Thu 8-5 hr lunch (24 hrs)", 24), ("typical = 60. Motels", 60), ("aprox. 45 horas", 45), ("20 hour position", 20), ("0.6 FTE", 24), ("• 39 hours", 39),
        # other hours
        ("8-hour shifts", None), ("Hours: 8 hours per day", None), ("72 hr/mo guarantee", None), ("HOME WEEKLY 34-HR RESET", None), ("2 hr callout", None), ("75 hr Basic Training", None),
        ("12 hrs in-service per year", None), ("refunded after 100 hrs worked", None), ("first 1040 hrs", None), ("Hours: 9 to 5", None), ("Walk-in Mon-Sat 10 am to 1 pm", None),
        ("16 hours of CE a year", None), ("24-hour facility, 7 days", None), ("response within 4 hours, 5 days a week", None), ("OJT 0-1000 hours", None), ("on call 24/7", None),
        ("30 hours of class over 10 weeks", None), ("open 12 hours, closed Sun", None),
    ],
)  # fmt: skip
def test_hours_by_kind(text: str, right: float | None) -> None:
    assert hours(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Cook. 30 hrs p/w, days", 30),
        ("Admin, 37.5 h p.w. in Leeds", 37.5),
        ("R9 000 for 25 h/w", 25),
        ("45 hr summer weeks, 30 after", 45),
        ("80 hours training weeks", None),
        ("40 hours in weeks 1-3", None),
        ("Typical week is 38-42", 40),
        ("Normal wk 45", 45),
        ("56-hr avg week", 56),
        ("avg. 44 hours", 44),
        ("25 à 30 heures", 27.5),
        ("domingos. 32 a 40 horas.", 36),
        ("35-ish hrs", 35),
        ("48 hrs during harvest", 48),
        ("50 hrs steady till Xmas", 50),
        ("48 hr notice in summer", None),
        ("open 24 hours during summer", None),
        ("36-hr guarantee", 36),
        ("2 hr show-up guarantee", None),
        ("18-20 hr days when fishing", None),
        ("min 2 twelves a month", None),
        ("Full 36, part 20", 36),
        ("$29.50–32 hr, avg 48 hrs over season", 48),
        ("$18 - 30 hr", None),
    ],
)
def test_hours_of_seasons_and_usual_weeks(text: str, right: float | None) -> None:
    """Weeks of a season, a usual week, short ways of saying a week; lengths of days and rates of pay are none."""
    assert hours(text) == right
