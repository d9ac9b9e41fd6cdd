"""Facts are what a careful reader takes from the posting; silence stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.competencies.model import Span
from gainful.engine.occupations import load_reference
from gainful.engine.postings.facts import JobFacts
from gainful.engine.postings.job_facts import job_facts
from gainful.engine.postings.pay import wage_fact
from tests.engine.postings.cases import CASES, Case


def taken(facts: JobFacts) -> dict[str, object]:
    """The facts as the cases state them."""
    wage, place = facts.wage, facts.place
    return {
        "wage": (wage.low, wage.high, wage.unit) if wage else None,
        "place": (place.city, place.state) if place else None,
        "contract": facts.contract.value if facts.contract else None,
        "schedule": facts.schedule.value if facts.schedule else None,
        "hours": facts.hours_per_week.value if facts.hours_per_week else None,
        "openings": facts.openings.value if facts.openings else None,
        "remote": facts.remote.value if facts.remote else None,
        "education": facts.education.level if facts.education else None,
        "years": facts.experience_years.value if facts.experience_years else None,
    }


def wrong_facts(case: Case) -> list[str]:
    facts = job_facts(case.text)
    found = taken(facts)
    held = {c.competency_id.removeprefix("credential:"): c.need.value for c in facts.credentials}
    wrong = [
        f"{case.name} {key}: {value!r} not {getattr(case, key)!r}"
        for key, value in found.items()
        if value != getattr(case, key)
    ]
    return wrong + [
        f"{case.name} {slug}: {held.get(slug)} not {need}"
        for slug, need in case.credentials.items()
        if held.get(slug) != need
    ]


def spans(facts: JobFacts) -> list[Span]:
    held = [getattr(facts, name) for name in facts.__slots__ if name not in {"credentials", "gives"}]
    return [f.span for f in [*held, *facts.credentials, *facts.gives] if f is not None and f.span is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_facts_of_varied_postings(case: Case) -> None:
    assert wrong_facts(case) == []


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_span_slices_to_its_text(case: Case) -> None:
    found = spans(job_facts(case.text))
    assert found
    assert [case.text[s.start : s.end] for s in found] == [s.text for s in found]


@pytest.mark.parametrize(
    ("line", "low", "high", "unit"),
    [
        ("$18.50–$22/hr", 18.5, 22, "hour"),
        ("Pay: $18.50 to $22.00 an hour", 18.5, 22, "hour"),
        ("Starting at $45k", 45_000, None, "year"),
        ("$45k - $52k", 45_000, 52_000, "year"),
        ("$45-52k annually", 45_000, 52_000, "year"),
        ("USD $90,000 per year", 90_000, None, "year"),
        ("Salary: 52,000 - 61,000 per year", 52_000, 61_000, "year"),
        ("$1,350 weekly", 1350, None, "week"),
        ("$4,200/month", 4200, None, "month"),
        ("$160 per day", 160, None, "day"),
        ("Earn up to $28.75 hourly", None, 28.75, "hour"),
        ("$20 - $20 an hour", 20, None, "hour"),
        ("Wage: 27-34 DOE", 27, 34, "hour"),
    ],
)
def test_pay_in_the_ways_people_write_it(line: str, low: float, high: float | None, unit: str) -> None:
    wage = wage_fact(line)
    assert wage is not None
    assert (wage.low, wage.high, wage.unit) == (low, high, unit)


def test_hourly_pay_is_also_told_by_the_year() -> None:
    facts = job_facts("Pay: $20 per hour")
    assert facts.wage_annual == 41_600.0


@pytest.mark.parametrize(
    "line",
    [
        "Pay: DOE",
        "Competitive salary",
        "$5,000 sign-on bonus",
        "Tuition reimbursement up to $5,250 a year",
        "We manage a budget of $40 million",
        "Mileage reimbursed at $0.62 per mile",
        "Company revenue of $12,000,000",
        "Win a $50 gift card worth $50",
    ],
)
def test_what_is_not_pay_stays_unknown(line: str) -> None:
    assert wage_fact(line) is None


def test_an_empty_posting_has_only_unknowns() -> None:
    assert job_facts("Plain words that say nothing of note.") == JobFacts()


def test_mark_up_goes_before_text() -> None:
    marked = {
        "wage_low": "21",
        "wage_high": "24",
        "wage_unit": "hour",
        "city": "Erie",
        "region": "Pennsylvania",
        "openings": "3",
    }
    facts = job_facts("Cook\nPay $15/hr in Tampa, FL", marked)
    assert facts.wage is not None
    assert (facts.wage.low, facts.wage.high, facts.wage.span) == (21.0, 24.0, None)
    assert facts.place is not None
    assert (facts.place.city, facts.place.state) == ("Erie", "PA")
    assert facts.openings is not None
    assert facts.openings.value == 3


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from([line for case in CASES for line in case.text.splitlines() if line]),
        ),
        max_size=14,
    )
)
def test_any_text_gives_facts_with_true_spans(parts: list[str]) -> None:
    text = "\n".join(parts)
    for span in spans(job_facts(text)):
        assert text[span.start : span.end] == span.text


REST = (
    " Pick and pack orders, operate a reach truck, load trucks, keep the floor clean all through the night."
)


@pytest.mark.parametrize(
    ("start", "title"),
    [
        ("Warehouse Associate.", "Warehouse Associate"),
        ("Software Tester (QA).", "Software Tester (QA)"),
        ("HVAC Technician.", "HVAC Technician"),
        ("NOW HIRING!! WELDER - MIG AND TIG, READ BLUEPRINTS, $24/HR, 2ND SHIFT.", "WELDER"),
        ("Claims Representative – Work from home", "Claims Representative"),
        ("Electrician Apprentice, IBEW Local 26 area (Washington, DC).", "Electrician Apprentice"),
        ("Great pay.", None),
        ("Urgent requirement.", None),
    ],
)
def test_a_posting_in_one_go_begins_with_its_title(start, title):
    text = start + REST
    found = job_facts(text).title
    assert (found.value if found else None) == title
    if found:
        assert found.span.text in text


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$23.50-$27/hr + shift premium", 23.5, 27.0),
        ("$18 an hour plus tips and a bonus", 18.0, None),
        ("A shift premium of $2 an hour", None, None),
        ("23,50 per hour", None, None),
    ],
)
def test_pay_is_told_from_what_comes_on_top(text, low, high):
    wage = job_facts(f"Cook\n{text}\n").wage
    assert (wage.low if wage else None, wage.high if wage else None) == (low, high)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Acme Fabrication, Dayton OH. Second shift", "Dayton"),
        ("Our plant in Fresno CA needs you", "Fresno"),
        ("Come IN OR ask ME", None),
        ("Nowhere OH.", None),
        ("Draw station in St. Louis, MO", "St. Louis"),
        ("12 East 4th St. Dayton, OH", "Dayton"),
    ],
)
def test_a_place_without_a_comma_counts_where_a_wage_area_has_the_city(text, city):
    place = job_facts(text, areas=load_reference().areas).place
    assert (place.city if place else None) == city


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Solar Installer\nColumbus, Ohio. 6 positions. $24/hr.", 6),
        ("Welder\nTwo openings, days.", 2),
        ("Driver\n4 positions\nClass A", 4),
        ("Lead\nYou will supervise 6 positions that report to you.", None),
        ("Crew of 8 needed by April.", 8),
        ("Class of 15 starts March 2.", 15),
        ("Community Health Workers (2 FTE)", 2),
        ("Start $22.50; raises every 6 months. 25 apprentices.", 25),
        ("You will lead a crew of 8 and teach 25 apprentices.", None),
    ],
)
def test_openings_are_read_as_people_write_them(text, count):
    found = job_facts(text).openings
    assert (found.value if found else None) == count


def test_weekdays_beside_a_late_shift_do_not_make_it_a_day_shift():
    """ "Second shift, Monday to Friday" asked for people who can work both, and left most out."""
    late = job_facts("Packer\nSecond shift 3 pm - 11:30 pm, Monday to Friday.")
    assert late.schedule.value == "evening"
    assert job_facts("Packer\nShift: Monday to Friday.").schedule.value == "day"
    assert set(job_facts("Packer\nMonday to Friday, second shift or day shift.").schedule.value.split(",")) == {
        "day", "evening",
    }  # fmt: skip


def test_day_and_night_shifts_are_both_even_where_the_office_is_open_on_weekdays():
    text = "Aide\nDay and night shifts, every third weekend.\n\nApply\nCall our shift desk, Monday through Friday."
    assert set(job_facts(text).schedule.value.split(",")) == {"day", "night", "weekend"}


def test_cpt_certification_is_the_phlebotomists():
    found = job_facts("Phlebotomist\nCPT (ASCP) certification preferred.").credentials
    assert [c.competency_id for c in found] == ["credential:phlebotomy"]
