"""Jobs of résumés in the ways that people date and lay them out, in forms, and what is not held."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.engine.competencies.model import Span
from gainful.engine.credentials.schooling import schooling_of_column
from gainful.engine.resumes.dates import date_ranges
from gainful.engine.resumes.profile import resume_profile

TODAY = date(2026, 11, 1)
Read = tuple[str, str | None, str | None, str | None]


def jobs(text: str) -> list[Read]:
    return [
        (
            job.title.text,
            job.employer.text if job.employer else None,
            str(job.dates.start) if job.dates else None,
            str(job.dates.end) if job.dates else None,
        )
        for job in resume_profile(text, TODAY).jobs
    ]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2018-", "2018-07-01", "None"), ("2018 –", "2018-07-01", "None"), ("2018–20", "2018-07-01", "2020-07-01"), ("2018 - '20", "2018-07-01", "2020-07-01"),
        ("8/18 - 4/20", "2018-08-01", "2020-04-30"), ("2018‐2020", "2018-07-01", "2020-07-01"), ("August 2018‑April 2020", "2018-08-01", "2020-04-30"),
        ("August 2018 -- April 2020", "2018-08-01", "2020-04-30"), ("01.08.2018 - 30.04.2020", "2018-08-01", "2020-04-30"),
        ("2018-08-01 - 2020-04-30", "2018-08-01", "2020-04-30"), ("From 08/2018 To 04/2020", "2018-08-01", "2020-04-30"),
        ("Aug 2018 ~ Apr 2020", "2018-08-01", "2020-04-30"), ("Q3 2018 - Q1 2020", "2018-07-01", "2020-01-31"), ("agosto de 2018 - abril de 2020", "2018-08-01", "2020-04-30"),
        ("août 2018 à avril 2020", "2018-08-01", "2020-04-30"), ("Aug 2018 to present", "2018-08-01", "None"),
    ],
)  # fmt: skip
def test_ranges_as_people_write_them(words: str, start: str, end: str) -> None:
    found = list(date_ranges(Span(0, len(words), words), TODAY))
    assert [(str(each.start), str(each.end)) for each in found] == [(start, end)]


@pytest.mark.parametrize("words", ["call 555-2018-", "2020–18", "page 3/18", "13/18 - 15/20"])
def test_what_is_no_range(words: str) -> None:
    assert list(date_ranges(Span(0, len(words), words), TODAY)) == []


TWO: list[Read] = [
    ("Baker", "Elm Street Bakery", "2018-08-01", "2020-04-30"),
    ("Cashier", "Corner Mart", "2015-02-01", "2018-07-31"),
]
LAYOUTS = {
    "form": "EMPLOYMENT APPLICATION\nName: Ana Diaz\nWORK HISTORY\nEmployer: Elm Street Bakery\nJob Title: Baker\nDates Employed: From 08/2018 To 04/2020\nReason for leaving: Moved\n"
    "Employer: Corner Mart\nJob Title: Cashier\nDates Employed: From 02/2015 To 07/2018",
    "form, dates apart": "WORK HISTORY\nCompany: Elm Street Bakery\nPosition: Baker\nStart Date: 08/2018\nEnd Date: 04/2020\nCompany: Corner Mart\nPosition: Cashier\nStart Date: 02/2015\nEnd Date: 07/2018",
    "table": "WORK HISTORY\nEmployer | Job Title | From | To\nElm Street Bakery | Baker | 08/2018 | 04/2020\nCorner Mart | Cashier | 02/2015 | 07/2018",
    "stacked, dates last": "WORK EXPERIENCE\n\nBaker\n\nElm Street Bakery - Dayton, OH -\n\nAugust 2018 to April 2020\n\nCashier\n\nCorner Mart - Dayton, OH -\n\nFebruary 2015 to July 2018",
    "dates flush right": "EXPERIENCE\nBaker | Aug 2018 – Apr 2020\nElm Street Bakery | Dayton, OH\n• Baked bread\nCashier | 02/2015 to 07/2018\nCorner Mart | Dayton, OH\n• Handled cash",
    "printed twice": "Work History\nBaker, 08/2018 to 04/2020\nElm Street Bakery - Dayton, OH\nBakes bread.\nCashier, 02/2015 to 07/2018\nCorner Mart - Dayton, OH\nSells goods.\n" * 2,
    "range over lines": "Experience\nAugust 2018\nto\nApril 2020\nElm Street Bakery Dayton, OH Baker\nBaked bread daily.\nFebruary 2015\nto\nJuly 2018\nCorner Mart Dayton, OH Cashier\nSold goods daily.",
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_jobs_of_each_layout(name: str) -> None:
    assert jobs(LAYOUTS[name]) == TWO


def test_a_job_without_dates_is_kept() -> None:
    text = "WORK EXPERIENCE\nBaker, Elm Street Bakery (2 years)\n- Baked bread every night\n\nCashier, Corner Mart, 02/2015 - 07/2018\n- Handled cash\n"
    assert jobs(text) == [("Baker", "Elm Street Bakery", None, None), TWO[1]]


NOT_HELD = (
    "Less than high school", "Some high school", "Some high school, Oak Hill High School", "Did not complete high school", "No high school diploma",
    "High school student", "GED in progress", "Bachelor's (in progress)", "Bachelor's degree not completed", "Less than Bachelor's degree",
    "12th grade, no diploma", "Associate degree expected May 2028", "Pursuing a bachelor's degree", "None", "",
)  # fmt: skip


@pytest.mark.parametrize("words", NOT_HELD)
def test_schooling_that_is_begun_or_denied_is_not_held(words: str) -> None:
    assert schooling_of_column(words) is None


@pytest.mark.parametrize(
    ("words", "level"),
    [("HSE", "high_school"), ("HS Grad", "high_school"), ("12th grade", "high_school"), ("GED", "high_school"), ("AA", "associate"), ("A.A.S.", "associate"),
     ("Associates", "associate"), ("BA/BS", "bachelor"), ("B.Com", "bachelor"), ("MBA", "master"), ("Some college", "some_college"),
     ("High school diploma; bachelor's in progress", "high_school")],
)  # fmt: skip
def test_short_forms_of_schooling_are_held(words: str, level: str) -> None:
    assert schooling_of_column(words) == level


def test_licences_that_are_expired_or_hoped_for_are_not_held() -> None:
    text = "LICENSES\nCommercial Driver's License - expired 2019\nWorking toward CNA certification\nCPR and first aid, current\n\nEXPERIENCE\nBaker, Elm Street Bakery\nJune 2019 - Present\n- Baked bread\n"
    read = resume_profile(text, TODAY)
    assert [held.name for held in read.credentials] == ["CPR and first aid"]
