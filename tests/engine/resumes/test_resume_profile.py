"""A résumé gives jobs with dates and occupations, credentials and skills, each with its place in the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.competencies.model import EvidenceKind, Span
from gainful.engine.resumes.dates import date_ranges
from gainful.engine.resumes.model import HeldProfile
from gainful.engine.resumes.profile import resume_profile

AS_OF = date(2026, 6, 1)
RESUME = """Maria Lopez
maria@example.org | Erie, PA

SUMMARY
Friendly flight attendant with nine years of experience.

EXPERIENCE
Flight Attendant, Great Lakes Airlines — Erie, PA
March 2014 – Present
• Serve meals to 150 passengers and give first aid.
• Use Microsoft Excel for rosters.

Target Store, Erie PA (06/2011 - 02/2014)
Cashier
- Handled cash

Line Cook | Blue Door Restaurant | 2009-2011
Prepared soups.

EDUCATION
Associate of Arts, Erie Community College, 2008 - 2010
High school diploma, 2008

CERTIFICATIONS
CPR and First Aid; BLS

REFERENCES
Pat Smith, Python Lane 4
"""


def all_spans(held: HeldProfile) -> list[Span]:
    jobs = [s for j in held.jobs for s in (j.title, j.employer, j.dates and j.dates.span, j.span) if s]
    lines = [e.span for line in held.profile.lines for e in line.evidence if e.span]
    return [*jobs, *lines, *(s.span for s in held.schooling), *(c.span for c in held.credentials)]


def test_jobs_have_title_employer_dates_and_occupation() -> None:
    jobs = resume_profile(RESUME, AS_OF).jobs
    assert [(j.title.text, j.employer.text if j.employer else None) for j in jobs] == [
        ("Flight Attendant", "Great Lakes Airlines"), ("Cashier", "Target Store"), ("Line Cook", "Blue Door Restaurant"),
    ]  # fmt: skip
    assert [(j.dates.start, j.dates.end, j.dates.exact) for j in jobs if j.dates] == [
        (date(2014, 3, 1), None, True), (date(2011, 6, 1), date(2014, 2, 28), True), (date(2009, 7, 1), date(2011, 7, 1), False),
    ]  # fmt: skip
    codes = [j.occupation.code for j in jobs if j.occupation]
    assert codes[:2] == ["53-2031.00", "41-2011.00"]
    assert codes[2].startswith("35-2")


def test_schooling_credentials_and_tools() -> None:
    held = resume_profile(RESUME, AS_OF)
    assert [s.level for s in held.schooling] == ["associate", "high_school"]
    assert [c.competency_id for c in held.credentials] == ["credential:cpr-first-aid", "credential:bls"]
    tools = {line.name for line in held.profile.lines for e in line.evidence if e.kind is EvidenceKind.RESUME}
    assert "Microsoft Excel" in tools
    assert "Python" not in tools


def test_work_history_gives_levels_and_the_text_comes_first() -> None:
    held = resume_profile(RESUME, AS_OF)
    service = held.profile.line("onet:2.B.1.f")
    assert service is not None
    assert service.level is not None
    assert service.evidence[0].kind is EvidenceKind.WORK_HISTORY
    bls = held.profile.line("credential:bls")
    assert bls is not None
    assert bls.evidence[0].kind is EvidenceKind.RESUME


def test_every_span_slices_to_its_text() -> None:
    found = all_spans(resume_profile(RESUME, AS_OF))
    assert len(found) > 15
    assert [RESUME[s.start : s.end] for s in found] == [s.text for s in found]


def test_vague_dates_are_said() -> None:
    assert any("Line Cook" in note for note in resume_profile(RESUME, AS_OF).notes)


def test_a_resume_without_history_is_fine() -> None:
    held = resume_profile("Sam Lee\nSkills\nMicrosoft Word, CPR\nEducation\nGED, 2020", AS_OF)
    assert held.jobs == ()
    assert held.profile.line("credential:cpr-first-aid") is not None
    assert [s.level for s in held.schooling] == ["high_school"]
    assert any("fine" in note for note in held.notes)


def test_a_job_told_in_a_sentence_is_found_without_dates() -> None:
    held = resume_profile("I worked as a forklift operator for six years and I like people.", AS_OF)
    assert [j.title.text for j in held.jobs] == ["forklift operator"]
    assert any("No dates" in note for note in held.notes)


@pytest.mark.parametrize(
    ("line", "start", "end", "exact"),
    [
        ("Jan 2018 - Present", date(2018, 1, 1), None, True),
        ("January 2018 to March 2020", date(2018, 1, 1), date(2020, 3, 31), True),
        ("01/2018 – 02/2020", date(2018, 1, 1), date(2020, 2, 29), True),
        ("1/15/2018 - 3/10/2020", date(2018, 1, 1), date(2020, 3, 31), True),
        ("2018-01 to 2020-05", date(2018, 1, 1), date(2020, 5, 31), True),
        ("2015–2019", date(2015, 7, 1), date(2019, 7, 1), False),
        ("2019 - 2019", date(2019, 4, 1), date(2019, 10, 1), False),
        ("Since 2019", date(2019, 7, 1), None, False),
        ("Summer 2019 - Fall 2020", date(2019, 7, 1), date(2020, 10, 31), True),
        ("Mar - Nov 2021", date(2021, 3, 1), date(2021, 11, 30), True),
        ("Sept. '18 until now", date(2018, 9, 1), None, True),
        ("June 2020 through current", date(2020, 6, 1), None, True),
        ("May 2024 - May 2031", date(2024, 5, 1), None, True),
    ],
)
def test_dates_in_the_ways_people_write_them(line: str, start: date, end: date | None, exact: bool) -> None:
    found = list(date_ranges(Span(0, len(line), line), AS_OF))
    assert [(r.start, r.end, r.exact) for r in found] == [(start, end, exact)]


@pytest.mark.parametrize(
    "line", ["$2015 - 2019", "call 814-2015-2019", "2020 - 2011", "2031 - 2034", "room 12-14", "24/7 service"]
)
def test_what_is_not_a_date_range(line: str) -> None:
    assert list(date_ranges(Span(0, len(line), line), AS_OF)) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from(RESUME.splitlines())), max_size=14))
def test_any_text_gives_true_spans_and_ordered_dates(parts: list[str]) -> None:
    text = "\n".join(parts)
    held = resume_profile(text, AS_OF)
    for span in all_spans(held):
        assert text[span.start : span.end] == span.text
    for job in held.jobs:
        if job.dates is not None:
            assert job.dates.start <= (job.dates.end or AS_OF) <= AS_OF


PROSE = """James Okoro
I was a warehouse picker at Amazon for three years (2020-2023) and before that I drove a school bus for the Gary school district \
from August 2012 until June 2019. In the Army I was a motor transport operator (88M), 2006 to 2011. I hold a CDL class B."""


def test_jobs_told_in_a_sentence_are_found_each_with_its_years() -> None:
    jobs = resume_profile(PROSE, date(2026, 11, 1)).jobs
    told = [(j.title.text, j.dates.start.year, j.dates.end.year) for j in jobs if j.dates and j.dates.end]
    assert told == [
        ("warehouse picker", 2020, 2023),
        ("drove a school bus", 2012, 2019),
        ("motor transport operator", 2006, 2011),
    ]
    assert [j.employer.text if j.employer else None for j in jobs[:2]] == ["Amazon", "Gary school district"]
    assert all(PROSE[j.span.start : j.span.end] == j.span.text for j in jobs)


def test_a_title_nobody_knows_is_kept_and_schooling_is_no_job() -> None:
    text = "Experience\nShift Lead   Jun 2021 - Present\nDesert Grill, Phoenix AZ\n- Train new servers\nEducation\nBA History 2012-2016"
    jobs = resume_profile(text, date(2026, 11, 1)).jobs
    assert [(j.title.text, j.employer.text if j.employer else None) for j in jobs] == [
        ("Shift Lead", "Desert Grill")
    ]


def test_a_part_may_stand_behind_its_heading() -> None:
    text = "Work History\n04/2020 - now | Shopper, part time\n\nLicenses: EPA 608 Universal (2019)\nEducation: Chaney High School, diploma 1997"
    read = resume_profile(text, date(2026, 11, 1))
    assert [(j.title.text, j.employer) for j in read.jobs] == [("Shopper", None)]
    assert [c.name for c in read.credentials] == ["EPA Section 608"]
    assert len(read.schooling) == 1
