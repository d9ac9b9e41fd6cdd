"""The same three jobs in many layouts: every one gives each job its title, employer and dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gainful.engine.resumes.profile import resume_profile

TODAY = date(2026, 12, 1)
Day = tuple[int, int]
Job = tuple[str, str, str, Day, Day | None, list[str]]
SHORT = ("", *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
LONG = (
    "",
    *[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
)

USUAL: list[Job] = [
    ("Line Cook", "Harbour Diner", "Dayton, OH", (2019, 3), (2022, 8), ["Grill and saute for 180 covers", "Trained two new cooks"]),
    ("Kitchen Porter", "Green Hotel", "Dayton, OH", (2016, 6), (2019, 2), ["Washed pots and kept the store room tidy"]),
    ("Cashier", "Corner Market", "Xenia, OH", (2014, 1), (2016, 5), ["Handled cash and lottery"]),
]  # fmt: skip
UNUSUAL: list[Job] = [
    ("Shift Lead", "Indigo", "Tulsa, OK", (2021, 5), None, ["Ran a floor of nine people", "Closed out registers"]),
    ("Tier 2 Agent", "Moe & Sons", "Tulsa, OK", (2018, 9), (2021, 4), ["Took calls passed on from the first line"]),
    ("Barback", "The Blue Room", "Norman, OK", (2016, 2), (2018, 8), ["Kept ice, glass and kegs stocked"]),
]  # fmt: skip
"""Titles and employers that no list knows."""
DENTIST: list[Job] = [
    ("Accounts Payable Clerk", "Brightwater LLC", "Reno, NV", (2021, 2), None, ["Coded 300 invoices a week"]),
    ("Receptionist", "Dr. Amy Cho, DDS", "Reno, NV", (2018, 7), (2021, 1), ["Answered four lines"]),
    ("Mover", "Two Men and a Truck", "Sparks, NV", (2016, 11), (2018, 6), ["Loaded and drove a 26-foot truck"]),
]  # fmt: skip
HEAD = "Dana Rivers\n555-0100 | dana@example.com\n\nSUMMARY\nReliable worker who learns fast.\n\nWORK EXPERIENCE\n"
TAIL = "\n\nEDUCATION\nGED, 2013\n"


def short(day: Day | None) -> str:
    return "Present" if day is None else f"{SHORT[day[1]]} {day[0]}"


def long(day: Day | None) -> str:
    return "present" if day is None else f"{LONG[day[1]]} {day[0]}"


def digits(day: Day | None) -> str:
    return "Present" if day is None else f"{day[1]:02d}/{day[0]}"


def brief(day: Day | None) -> str:
    return "Pres." if day is None else f"{day[1]}/{day[0] % 100:02d}"


def items(did: list[str], mark: str = "• ") -> str:
    return "\n".join(mark + each for each in did)


LAYOUTS: dict[str, tuple[Callable[..., str], str]] = {
    "title, employer, place, dates on lines": (lambda t, e, p, s, n, d: f"{t}\n{e}\n{p}\n{short(s)} - {short(n)}\n{items(d)}", "\n\n"),
    "employer, title, place, dates on lines": (lambda t, e, p, s, n, d: f"{e}\n{t}\n{p}\n{short(s)} - {short(n)}\n{items(d)}", "\n\n"),
    "dates, employer, title": (lambda t, e, p, s, n, d: f"{short(s)} – {short(n)}\n{e}, {p}\n{t}\n{items(d)}", "\n\n"),
    "dates, title, employer": (lambda t, e, p, s, n, d: f"{digits(s)}-{digits(n)}\n{t}\n{e}\n{items(d, '- ')}", "\n\n"),
    "one line, dates below, no blank lines": (lambda t, e, p, s, n, d: f"{t}, {e}, {p}\n{short(s)} - {short(n)}\n{items(d)}", "\n"),
    "employer and dates, title below": (lambda t, e, p, s, n, d: f"{e}, {p} | {short(s)} - {short(n)}\n{t}\n{items(d)}", "\n"),
    "duties without bullets or full stops": (lambda t, e, p, s, n, d: f"{t} | {short(s)} - {short(n)}\n{e}, {p}\n" + "\n".join(d), "\n"),
    "employer first, duties without bullets": (lambda t, e, p, s, n, d: f"{e} | {short(s)} - {short(n)}\n{t}\n" + "\n".join(d), "\n"),
    "dates first on one line": (lambda t, e, p, s, n, d: f"{long(s)} to {long(n)}: {t} at {e}, {p}\n{items(d)}", "\n"),
    "employer with place in brackets": (lambda t, e, p, s, n, d: f"{e} ({p}): {t}, {digits(s)} to {digits(n)}", "\n"),
    "sentences below": (lambda t, e, p, s, n, d: f"{t}, {e}\n{long(s)} through {long(n)}\n" + ". ".join(d) + ".", "\n\n"),
    "job board": (lambda t, e, p, s, n, d: f"{t}\n{e} - {p}\n{long(s)} to {long(n)}\n{items(d)}", "\n\n"),
    "network export": (lambda t, e, p, s, n, d: f"{e}\n{t}\n{long(s)} - {long(n)} (2 years 3 months)\n{p}, United States\n" + "\n".join(d), "\n\n"),
    "a blank line after every line": (lambda t, e, p, s, n, d: f"{t}\n\n{e}\n\n{short(s)} - {short(n)}\n\n{items(d)}", "\n\n"),
    "the same, employer first": (lambda t, e, p, s, n, d: f"{e}\n\n{t}\n\n{short(s)} - {short(n)}\n\n{items(d)}", "\n\n"),
    "start and end on two lines": (lambda t, e, p, s, n, d: f"{short(s)}\n{short(n)}\n{t}\n{e}, {p}\n{items(d)}", "\n\n"),
    "started and left": (lambda t, e, p, s, n, d: f"{t} @ {e}\nStarted {short(s)}" + (f", left {short(n)}" if n else ", still there") + f"\n{items(d)}", "\n\n"),
    "cells without headings": (lambda t, e, p, s, n, d: f"{digits(s)} - {digits(n)} | {e}, {p} | {t}", "\n"),
    "form": (lambda t, e, p, s, n, d: f"Company Name: {e}   Phone: 555-0101\nAddress: {p}\nPosition: {t}\nFrom: {digits(s)}   To: {digits(n)}\nDuties: {d[0]}\nMay we contact? Yes", "\n\n"),
    "form that lost its colons": (lambda t, e, p, s, n, d: f"Employer {e}\nCity/State {p}\nJob title {t}\nDates employed {digits(s)} - {digits(n)}\nDuties {d[0]}", "\n\n"),
    "title with a colon, short dates": (lambda t, e, p, s, n, d: f"{t}: {e}, {p} {brief(s)}-{brief(n)}\n{items(d)}", "\n"),
    "entries as items of a list": (lambda t, e, p, s, n, d: f"• {t}, {e}, {short(s)} – {short(n)}\n   o {d[0]}", "\n"),
    "place between employer and title": (lambda t, e, p, s, n, d: f"{e}\n{p}\n{t} | {short(s)} – {short(n)}\n{items(d)}", "\n"),
    "marked up": (lambda t, e, p, s, n, d: f"### {t}\n**{e}** — {p}  \n*{short(s)} – {short(n)}*\n\n{items(d, '- ')}", "\n\n"),
    "British": (lambda t, e, p, s, n, d: f"{short(s)} – {'to date' if n is None else short(n)}\n{t}, {e}, {p}\n{items(d)}", "\n\n"),
    "capitals": (lambda t, e, p, s, n, d: f"{t.upper()}\n{e.upper()} — {p.upper()} — {short(s).upper()} TO {short(n).upper()}\n{items(d)}", "\n\n"),
}  # fmt: skip


def read(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            job.title.text.lower(),
            job.employer.text.lower().split(",")[0] if job.employer else "",
            str(job.dates.start)[:7] if job.dates else "",
            str(job.dates.end)[:7] if job.dates else "",
        )
        for job in resume_profile(text, TODAY).jobs
    ]


@pytest.mark.parametrize("work", [USUAL, UNUSUAL, DENTIST], ids=["usual", "unusual", "dentist"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_job_with_its_title_employer_and_dates(layout, work):
    written, between = LAYOUTS[layout]
    text = HEAD + between.join(written(*job) for job in work) + TAIL
    wanted = [
        (t.lower(), e.lower().split(",")[0], f"{s[0]}-{s[1]:02d}", f"{n[0]}-{n[1]:02d}" if n else "None")
        for t, e, _, s, n, _ in work
    ]
    assert read(text) == wanted


def test_one_employer_above_several_jobs():
    text = (
        "EXPERIENCE\n\nBuckeye Mutual — Columbus, OH\n2016 – Present\n\n    Claims Team Lead (Jan 2023 – Present)\n    • Lead 9 adjusters\n"
        "    Claims Adjuster (Aug 2016 – Dec 2022)\n    • Bodily injury\n\nState Bookstore\n    Student Supervisor (2014 – 2016)\n"
    )
    assert [job[:2] for job in read(text)] == [
        ("claims team lead", "buckeye mutual"), ("claims adjuster", "buckeye mutual"), ("student supervisor", "state bookstore"),
    ]  # fmt: skip


def test_a_job_of_ones_own_has_not_the_employer_before_it():
    text = "WORK\n\nElm Street Bakery\nBaker\n2018 – 2020\n\nSelf-employed Painter\n2015 – 2018\n"
    assert read(text)[1][:2] == ("self-employed painter", "")


def test_months_of_several_years():
    text = "WORK\nTax Preparer (seasonal), H&R Block, Newark NJ, Jan.–Apr. 2023, 2024 and 2025\n"
    assert read(text) == [("tax preparer (seasonal)", "h&r block", "2023-01", "2025-04")]


def test_headings_in_capitals_end_the_work_history():
    text = "CAREER HISTORY\n\nJan 2018 – to date\nJoiner, Hartley & Sons\n\nQUALIFICATIONS\nNVQ Level 3 Wood Occupations, 2020\n"
    assert [job[0] for job in read(text)] == ["joiner"]


@pytest.mark.parametrize(
    ("words", "employer"),
    [("Machine Operator, Maumee Plastics, Inc., Perrysburg, OH", "Maumee Plastics, Inc"), ("Clerk, Lake Title, LLC, Reno, NV", "Lake Title, LLC")],
)  # fmt: skip
def test_a_company_form_belongs_to_the_name(words, employer):
    found = resume_profile(f"WORK\n{words}\nMarch 2021 to Present\n", TODAY).jobs[0].employer
    assert found is not None
    assert found.text == employer


def test_a_form_of_a_job_board_with_numbers():
    text = (
        "Work Experience:\n\n1) Company: Kalyani Traders Pvt Ltd\n   Designation: Accounts Assistant\n   Duration: Apr 2022 to till date\n"
        "2) Company: S.K. Joshi & Co.\n   Designation: Article Trainee\n   Duration: July 2019 to March 2022\n"
    )
    assert read(text) == [
        ("accounts assistant", "kalyani traders pvt ltd", "2022-04", "None"),
        ("article trainee", "s.k. joshi & co.", "2019-07", "2022-03"),
    ]


def test_a_sentence_behind_the_dates_names_nothing():
    text = "JOBS\nBrookshire's Grocery, Deli Clerk, 2/2020-7/2022. Slicer, hot bar, closing.\nPopeyes, Shift Manager, 6/2016-1/2020.\n"
    assert [job[:2] for job in read(text)] == [
        ("deli clerk", "brookshire's grocery"),
        ("shift manager", "popeyes"),
    ]


def test_the_next_title_is_not_that_of_the_job_above_it():
    text = "EXPERIENCE\nPrep Cook\nCaravela Family | Mar 2017 – May 2020\nLine Worker\nBlount Fine Foods | 2014 – 2017\n\nEDUCATION\nGED\n"
    assert [job[:2] for job in read(text)] == [
        ("prep cook", "caravela family"),
        ("line worker", "blount fine foods"),
    ]


def test_a_gap_is_no_job():
    text = "Experience\n2015–2021 | Truck Driver, Stevens Transport\n\n2012–2015 | Gap: cared for father\n"
    assert [job[0] for job in read(text)] == ["truck driver"]


@pytest.mark.parametrize(
    "title",
    [
        "Warehouse and yard operative",
        "Head of the bakery",
        "Deputy nursery manager",
        "Kitchen porter and prep cook",
    ],
)
def test_a_title_in_small_letters_is_one(title):
    text = f"EXPERIENCE\n{title}\nBlue Heron\nMar 2017 - May 2020\n\nCashier\nCorner Market\nJan 2014 - Feb 2017\n"
    assert [job[:2] for job in read(text)] == [(title.lower(), "blue heron"), ("cashier", "corner market")]
