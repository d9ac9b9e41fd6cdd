"""What a record says beside the last job is asked before anything is spent: higher work, this very work, a job now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest

from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Taxonomy,
)
from gainful.engine.curriculum import Course
from gainful.engine.occupations import load_reference
from gainful.engine.planning import build_plan
from gainful.engine.planning.ask_first import ask_first_in_words
from gainful.engine.planning.first_day import OnFile, Standing, first_day, first_day_in_words
from gainful.engine.planning.history import earlier_work, work_of_a_kind
from gainful.engine.planning.write import plan_document
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.experience import years_of_people
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints
from gainful.engine.records import JobRecord, PersonRecord

REFERENCE = load_reference()
TODAY = date(2026, 12, 1)
AIDE, NURSE, CASHIER, COOK = "31-1131.00", "29-1141.00", "41-2011.00", "35-2014.00"
POSTING = """Certified Nursing Assistant

Cedar Shore, Minneapolis, MN. 2 openings, $20.75 an hour, 40 hours a week.

What you need
- State nursing assistant certification on day one
- CPR certification on day one
"""


def cashier(code, *before, **more):
    last = JobRecord(CASHIER, start=date(2025, 6, 1), end=date(2026, 9, 30))
    return PersonRecord(code, jobs=(*before, last), area_code="33460", **more)


NURSED = JobRecord(NURSE, start=date(2015, 7, 1), end=date(2025, 5, 31))
LONG_AGO = JobRecord(NURSE, start=date(2003, 7, 1), end=date(2009, 5, 31))
A_YEAR = JobRecord(NURSE, start=date(2024, 1, 1), end=date(2024, 12, 31))
AIDED = JobRecord(AIDE, start=date(2022, 1, 1), end=date(2024, 12, 31))
AT_WORK = PersonRecord("works", jobs=(JobRecord(CASHIER, start=date(2024, 1, 1)),), area_code="33460")
PEOPLE = [
    cashier("nurse", NURSED, credentials=("credential:rn-license",)),
    cashier("long-ago", LONG_AGO),
    cashier("a-year", A_YEAR),
    cashier("aide", AIDED),
    cashier("paper", credentials=("credential:lpn-license",)),
    cashier("only"),
    AT_WORK,
]


@pytest.fixture(scope="module")
def ranking():
    wanted = required_profile(POSTING, code=AIDE, reference=REFERENCE)
    pool = pool_from_records(PEOPLE, REFERENCE, TODAY)
    return rank_pool(
        wanted.profile, pool, Constraints(wage=43_160), code=AIDE, reference=REFERENCE
    ), wanted.profile


def said_of(ranking, code):
    row = int(ranking.pool.rows_of([code])[0])
    jobs = next(person.jobs for person in PEOPLE if person.code == code)
    return earlier_work(ranking, row, jobs, AIDE, TODAY)


def test_a_nurse_of_ten_years_who_was_a_cashier_last_is_asked_first(ranking):
    (ask,) = said_of(ranking[0], "nurse").asks
    assert ask == (
        "Worked as Registered Nurses, 9.9 years until May 2025: ask whether they want that work back before anything is"
        " spent."
    )


@pytest.mark.parametrize("code", ["long-ago", "a-year", "only"])
def test_higher_work_that_was_short_or_long_ago_is_no_reason_to_ask(ranking, code):
    assert said_of(ranking[0], code).higher == ""


def test_a_license_above_the_job_is_reason_enough_to_ask(ranking):
    assert said_of(ranking[0], "paper").higher.endswith("which allows more than this job asks for")


def test_who_did_this_very_work_before_another_is_asked_about_a_referral(ranking):
    assert said_of(ranking[0], "aide").asks == (
        "Did this very work before, 3 years until Dec 2024: ask whether they can be referred now.",
    )
    assert said_of(ranking[0], "aide").short == ("Did this very work, 3 years until Dec 2024. Ask first.",)


def test_a_job_that_goes_on_is_told(ranking):
    assert said_of(ranking[0], "works").works_now == "Cashiers"
    assert said_of(ranking[0], "works").short == ("Works now.",)
    assert said_of(ranking[0], "only").short == ()


@pytest.fixture(scope="module")
def plan(ranking):
    ranked, wanted = ranking
    key = next(line.competency_id for line in wanted.lines if "CPR" in line.name)
    course = Course("cpr", "CPR class", "Northside", 6, Decimal(75), teaches={}, credential=key)
    people = ranked.only(["nurse", "works"])
    made = build_plan(
        ranked, wanted, [course], title="Aide", occupation_code=AIDE, openings=2, people=people.page(0, 2),
        start=date(2027, 1, 4), as_of=TODAY, job_hours=40,
        jobs_of=lambda ids: {person.code: person.jobs for person in PEOPLE},
    )  # fmt: skip
    return plan_document(made)


def test_a_plan_says_at_the_person_what_the_list_does_not_read(plan):
    by_id = {person.id: person for person in plan.people}
    assert any(note.startswith("Worked as Registered Nurses") for note in by_id["nurse"].notes)
    assert any(note.startswith("Works now, by the record (Cashiers)") for note in by_id["works"].notes)
    assert by_id["works"].works_now == "Cashiers"
    assert any("earlier work, or a license" in said for said in plan.for_agency)
    assert any("1 of 2 people works now, by the record" in said for said in plan.unknowns)


def test_a_license_that_covers_what_is_asked_for_is_named_and_not_called_the_one_asked_for(plan):
    words = dict(first_day_in_words([(person.id, person.first_day) for person in plan.people]))
    (cna,) = [said for name, said in words.items() if "CNA" in name or "ursing" in name]
    assert "nurse: Registered Nurse" in cna
    assert "the employer or the registry decides whether it counts" in cna
    assert "everybody" not in cna


def test_a_card_that_is_not_on_record_is_asked_for_before_it_is_bought(plan):
    (asked,) = plan.ask_first
    assert (asked.course, asked.saves, asked.people, asked.ends_without) == (
        "CPR class",
        75,
        ("nurse", "works"),
        None,
    )
    ((name, said),) = ask_first_in_words(plan.ask_first, ["nurse", "works"])
    assert said.startswith(
        "everybody: not on record, ask before buying. Whoever holds it needs no CPR class: $75 less"
    )
    assert ask_first_in_words(plan.ask_first, ["works"])[0][1].startswith("works: ")
    assert ask_first_in_words(plan.ask_first, ["somebody else"]) == (), "who took consent back is not named"
    words = dict(first_day_in_words([(person.id, person.first_day) for person in plan.people]))
    assert words[name].startswith("everybody: not on record, ask before buying; else by a course")


def test_years_of_near_work_are_enough_by_the_record_and_the_jobs_are_named():
    jobs = (
        JobRecord(COOK, start=date(2023, 8, 1), end=date(2025, 8, 1)),
        JobRecord(CASHIER, start=date(2025, 9, 1)),
    )
    years, words = work_of_a_kind(jobs, COOK, REFERENCE, TODAY)
    assert (round(years, 1), words) == (2.0, "Cooks, Restaurant (Aug 2023 – Aug 2025)")


def test_time_at_work_is_held_against_the_record_of_each_person():
    asks = "You need\n- 1 year of cooking experience\n"
    posting = f"Line Cook\n\nThe Spoon, Minneapolis. 2 openings, $19 per hour.\n\n{asks}"
    wanted = required_profile(posting, code=COOK, reference=REFERENCE).profile
    people = [
        PersonRecord("cooked", jobs=(JobRecord(COOK, start=date(2023, 8, 1), end=date(2025, 8, 1)),)),
        PersonRecord("never", jobs=(JobRecord(CASHIER, start=date(2023, 8, 1), end=date(2025, 8, 1)),)),
    ]
    ranked = rank_pool(
        wanted, pool_from_records(people, REFERENCE, TODAY), Constraints(experience_years=1.0), code=COOK,
        reference=REFERENCE, years=years_of_people(people, COOK, REFERENCE, TODAY),
    )  # fmt: skip
    made = build_plan(
        ranked, wanted, [], title="Cook", occupation_code=COOK, openings=2,
        people=ranked.only(["cooked", "never"]).page(0, 2), start=date(2027, 1, 4), as_of=TODAY,
        jobs_of=lambda ids: {person.code: person.jobs for person in people},
    )  # fmt: skip
    asked = {
        planned.person.id: [item for item in planned.first_day if "year" in item.name]
        for planned in made.people
    }
    assert [len(items) for items in asked.values()] == [1, 1], "what is asked for stands once"
    assert asked["cooked"][0].standing is Standing.BY_RECORD
    assert "Aug 2023" in asked["cooked"][0].by
    assert asked["never"][0].standing in {Standing.LACKS_TIME, Standing.LACKS}
    assert not any(np.isnan(person.person.hours) for person in made.people)


def test_a_tool_that_only_the_last_work_suggests_is_called_typical_of_it():
    excel = ProfileLine(
        "technology:excel", Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, "Microsoft Excel", need=Need.DAY_ONE,
        evidence=(Evidence(EvidenceKind.POSTING),),
    )  # fmt: skip
    job = CompetencyProfile("x", (excel,))
    nobody = SimpleNamespace(short_of=())
    guessed = first_day(job, nobody, (), frozenset(), frozenset(), OnFile(last_work="Bookkeeping Clerks"))
    told = first_day(
        job, nobody, (), frozenset(), frozenset(), OnFile(papers=frozenset({"technology:excel"}))
    )
    words = dict(first_day_in_words([("P01", guessed), ("P02", told)]))["Microsoft Excel"]
    assert "P01: typical of the last work (Bookkeeping Clerks), not told: to be asked or tested" in words
    assert "P02: on record" in words


def test_no_paper_on_file_is_never_called_on_record():
    line = ProfileLine("credential:x", Taxonomy.CREDENTIAL, Domain.CREDENTIAL, "Some card", need=Need.DAY_ONE)
    (item,) = first_day(
        CompetencyProfile("x", (line,)), SimpleNamespace(short_of=()), (), frozenset(), frozenset(), OnFile()
    )
    assert item.standing is Standing.ASK


@pytest.mark.parametrize("title", ["Nursing assistant class", "Nursing assistant class and state test"])
def test_what_asking_first_saves_is_what_the_budget_holds_for_it(ranking, title):
    ranked, wanted = ranking
    key = next(line.competency_id for line in wanted.lines if "CNA" in line.name or "ursing" in line.name)
    course = Course("cna", title, "Northside", 75, Decimal(900), teaches={}, credential=key)
    made = build_plan(
        ranked, wanted, [course], title="Aide", occupation_code=AIDE, openings=1, start=date(2027, 1, 4),
        people=ranked.only(["only"]).page(0, 1), as_of=TODAY, job_hours=40,
        jobs_of=lambda ids: {person.code: person.jobs for person in PEOPLE},
    )  # fmt: skip
    (asked,) = made.asks_first
    charged = [line for line in made.budget if line.name == title or "xam" in line.name]
    assert float(asked.saves) == sum(float(line.amount) for line in charged)
    assert (len(charged), float(asked.saves) > 900) == ((1, False) if "test" in title else (2, True))
