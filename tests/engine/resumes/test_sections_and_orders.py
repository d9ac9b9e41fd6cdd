"""Résumés under headings of people's own, in forms and sentences, with dates before or behind: the jobs they tell."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.dates import date_ranges, whole_range, years_of
from gainful.engine.resumes.entries import no_work
from gainful.engine.resumes.profile import resume_profile
from gainful.engine.resumes.sections import section_of, sectioned

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


def line(words: str) -> Span:
    return Span(0, len(words), words)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Nov '22 → today", "2022-11-01", "None"),
        ("'14 – '16", "2014-07-01", "2016-07-01"),
        ("iv/2019 – xi/2020", "2019-04-01", "2020-11-30"),
        ("2018, March, to this day", "2018-03-01", "None"),
        ("2 May 2021 up to present", "2021-05-01", "None"),
        ("Aug 2023 ➔ Present", "2023-08-01", "None"),
        ("June 2019 to the present: Baker", "2019-06-01", "None"),
        ("since May of 2016", "2016-05-01", "None"),
        ("Clerk; from 3/2022", "2022-03-01", "None"),
        ("Mar ➔ Sept 2020", "2020-03-01", "2020-09-30"),
        ("2019 til now", "2019-07-01", "None"),
    ],
)
def test_more_ways_to_write_a_range(words: str, start: str, end: str) -> None:
    assert [(str(each.start), str(each.end)) for each in date_ranges(line(words), TODAY)] == [(start, end)]


def test_several_ranges_of_one_entry_are_one_from_first_to_last() -> None:
    seasons = line("Apr – Oct 2019; Apr – Oct 2021")
    found = whole_range(list(date_ranges(seasons, TODAY)))
    assert (str(found.start), str(found.end)) == ("2019-04-01", "2021-10-31")
    still = whole_range(list(date_ranges(line("2015–2017, 2019–present"), TODAY)))
    assert (str(still.start), still.end) == ("2015-07-01", None)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2017", "2017-04-01", "2017-10-01"),
        ("summers 2018 and 2019", "2018-04-01", "2019-10-01"),
        ("summers of 2012, 2013, 2014", "2012-04-01", "2014-10-01"),
        ("spring 2024 and spring 2025", "2024-04-01", "2025-10-01"),
    ],
)
def test_years_without_a_range(words: str, start: str, end: str) -> None:
    found = years_of(line(words), TODAY)
    assert found is not None
    assert (str(found.start), str(found.end), found.exact) == (start, end, False)


@pytest.mark.parametrize("words", ["no year", "room 2999", "2031"])
def test_lines_that_name_no_year_of_a_job(words: str) -> None:
    assert years_of(line(words), TODAY) is None


@pytest.mark.parametrize(
    "words", ["Unemployed (surgery)", "Family leave", "2016–2019 not employed", "In between I raised a son"]
)
def test_what_says_that_there_was_no_work(words: str) -> None:
    assert no_work(words)
    assert not no_work("Baker at the Corner Mill")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("DRIVING HISTORY (last ten years)", "work"), ("Where I've Worked", "work"), ("Work I did", "work"),
        ("Other employments", "work"), ("My Toolbox", "skills"), ("School days", "education"), ("Cards", "credentials"),
        ("For free", "other"), ("Behind the Counter", "?"),
    ],
)  # fmt: skip
def test_headings_of_ones_own_open_a_part(heading: str, kind: str) -> None:
    text = f"Ana Diaz\n\nSKILLS\nsewing\n\n{heading}\n\nhemming\n"
    assert sectioned(text, lambda words: False)[-1][0] == kind
    assert section_of(heading) is None


def test_a_line_that_names_a_job_is_no_heading() -> None:
    text = "EXPERIENCE\n\nSchool Bus Driver\nOak County Schools\n2015 – 2019\n"
    assert (
        next(words.text for _, words in sectioned(text, lambda words: "Driver" in words))
        == "School Bus Driver"
    )


WAYS: dict[str, tuple[str, list[Read]]] = {
    "dates above, title last": (
        (
            "Jobs\n\n2021-present\nSunny Nook Preschool, Hilo\nLead Toddler Teacher\nEight children, two aides.\n\n"
            "2016-2018\nPrivate families, Volcano\nNanny\nTwins.\n"
        ),
        [
            ("Lead Toddler Teacher", "Sunny Nook Preschool", "2021-07-01", "None"),
            ("Nanny", "Private families", "2016-07-01", "2018-07-01"),
        ],
    ),
    "heading that nobody knows, after skills": (
        (
            "My Toolbox\nknife work\n\nWhere I've Cooked\n\nLine Cook at Foxglove Social, Dayton, OH\nOct. 2021 -\nPresent\nGrill.\n\n"
            "Dishwasher at The Grange Hall, Dayton, OH\n2017\n\nSchool\nOak High, 2016\n"
        ),
        [
            ("Line Cook", "Foxglove Social", "2021-10-01", "None"),
            ("Dishwasher", "The Grange Hall", "2017-04-01", "2017-10-01"),
        ],
    ),
    "a title nobody knows stands where the others do": (
        (
            "EXPERIENCE\n\nAssistant Store Manager\nClay & Cactus Home Goods\nNov '22 → today\n\nKeyholder\nClay & Cactus Home Goods\nMay '20 → Nov '22\n\n"
            "Cashier\nMesa Market\nAug '16 → Apr '20\n"
        ),
        [
            ("Assistant Store Manager", "Clay & Cactus Home Goods", "2022-11-01", "None"),
            ("Keyholder", "Clay & Cactus Home Goods", "2020-05-01", "2022-11-30"),
            ("Cashier", "Mesa Market", "2016-08-01", "2020-04-30"),
        ],
    ),
    "table with tabs": (
        (
            "DRIVING HISTORY (last ten years)\nFrom – To\tCompany\tPosition\tEquipment\n05/2021 – present\tPrairie Wind\tOTR Driver\treefer\n"
            "03/2017 – 10/2018\tUnemployed\t\t\n06/2014 – 03/2017\tHeartland Grain\tHopper Driver\thopper\n"
        ),
        [
            ("OTR Driver", "Prairie Wind", "2021-05-01", "None"),
            ("Hopper Driver", "Heartland Grain", "2014-06-01", "2017-03-31"),
        ],
    ),
    "form with wide gaps": (
        (
            "DISPATCHER\n\nPresent employer      Mesa Communications\nWhere                 Farmington\nJob held              Dispatcher\nSince                 November 2018\n\n"
            "Former employer       Four Rivers Taxi\nJob held              Taxi Driver\nDates                 April 2015 to October 2018\n"
        ),
        [
            ("Dispatcher", "Mesa Communications", "2018-11-01", "None"),
            ("Taxi Driver", "Four Rivers Taxi", "2015-04-01", "2018-10-31"),
        ],
    ),
    "sentences, dates first": (
        (
            "Paid work\nSince May of 2016 I have been a Personal Care Aide for Bluegrass Hands in Bowling Green. I go to three homes a day.\n"
            "From 2009 until 2016 I was a Cafeteria Worker for Warren Hollow Schools in Smiths Grove, and I liked it.\n"
        ),
        [
            ("Personal Care Aide", "Bluegrass Hands", "2016-05-01", "None"),
            ("Cafeteria Worker", "Warren Hollow Schools", "2009-07-01", "2016-07-01"),
        ],
    ),
    "employer, colon, title, full stop": (
        "EXPERIENCE IN DENTISTRY\n\nRainier Smiles, Puyallup, Washington: Dental Assistant.\n6/18 - 10/21. Four-handed assisting, trays, impressions.\n",
        [("Dental Assistant", "Rainier Smiles", "2018-06-01", "2021-10-31")],
    ),
    "the line goes on after its comma": (
        "APPOINTMENTS\n\nLibrary Assistant II, Circulation, Prairie Public Library, Iowa City, Iowa,\n2021–\nLibrary Page, Coralville Public Library, Coralville, Iowa,\n2014–2017\n",
        [
            ("Library Assistant II", "Prairie Public Library", "2021-07-01", "None"),
            ("Library Page", "Coralville Public Library", "2014-07-01", "2017-07-01"),
        ],
    ),
    "no dates, told in a line": (
        "Work I did\n\nOffice cleaner at Lakeshine Building Services, Chicago. Four floors, two people.\n",
        [("Office cleaner", "Lakeshine Building Services", None, None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_the_jobs_are_those_that_are_told(name: str) -> None:
    text, told = WAYS[name]
    assert jobs(text.replace("\t", "   ")) == told


def test_schooling_in_a_part_with_a_heading_of_ones_own_is_no_job() -> None:
    text = "WORK\n\nBaker\nElm Bakery\n2018 – 2020\n\nFURTHER\n\nCertificate in Baking\nNew England Hearth\n2015 – 2016\n"
    assert [job[0] for job in jobs(text)] == ["Baker"]
