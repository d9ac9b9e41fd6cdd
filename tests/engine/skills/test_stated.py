"""What a posting asks in its own words becomes a line; pay, terms and refusals do not."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gainful.engine import required_profile
from gainful.engine.competencies.model import CompetencyProfile, Need, Span, Taxonomy
from gainful.engine.gap import shortfall
from gainful.engine.skills.stated import phrases

MACHINIST = """CNC Lathe Operator
Harrow Ridge Precision

What the day looks like
* Load bar stock, touch off tools and run lathes
* Check first pieces with micrometers, bore gauges and thread rings

You should have
- One year on a CNC lathe
- Own toolbox
Nice if you have: Mastercam, some experience on a Swiss machine
No diploma needed. $21.50 - $25.00 per hour, medical from day 31."""


def said(text: str) -> dict[str, Need]:
    return {
        line.evidence[0].span.text: line.need
        for line in required_profile(text).profile.lines
        if line.evidence and line.evidence[0].span
    }


def test_what_the_work_is_about_is_there() -> None:
    words = " | ".join(said(MACHINIST))
    for thing in ("bar stock", "touch off tools", "micrometers", "bore gauges", "Own toolbox"):
        assert thing in words


def test_own_words_carry_their_place_and_no_level() -> None:
    own = [line for line in required_profile(MACHINIST).profile.lines if line.taxonomy is Taxonomy.OWN]
    assert own
    for line in own:
        span = line.evidence[0].span
        assert span is not None
        assert MACHINIST[span.start : span.end] == span.text == line.name
        assert line.level is None


def test_preferred_stays_preferred() -> None:
    needs = [need for words, need in said(MACHINIST).items() if "Swiss" in words]
    assert needs == [Need.NICE]


@pytest.mark.parametrize(
    "words",
    [
        "No diploma needed",
        "$21.50 per hour",
        "Degree optional",
        "CNA not needed",
        "Full-time",
        "Weekends off",
        "We pay for the course",
        "Electrician no",
    ],
)
def test_terms_and_refusals_are_no_lines(words: str) -> None:
    text = (
        f"Welder\n\nDuties:\n- Weld beams\n- Grind seams smooth\n\nRequirements:\n- {words}\n- Steady hands"
    )
    assert not any(words in found for found in said(text))
    assert any("Steady hands" in found for found in said(text))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Line Cook\n\nDuties:\n- Prep and knife skills, run the grill and sauté station", "knife skills"),
        ("Solar Installer\n\nDuties:\n- Carry modules, set racking, pull DC conductors through conduit, wear fall protection", "racking"),
        ("Medical Biller\n\nRequirements:\n- ICD-10, claims and denials", "ICD-10"),
        ("School Bus Driver\n\nRequirements:\n- Class B with P and S endorsements\n- Pass a background check", "background check"),
        ("Heavy Equipment Operator\n\nRequirements:\n- ICS-100 and ICS-700 within six months", "ICS-100"),
    ],
)  # fmt: skip
def test_things_of_the_kind(text: str, thing: str) -> None:
    assert any(thing in found for found in said(text))


def test_own_words_add_no_hours_of_school() -> None:
    profile = required_profile(MACHINIST).profile
    own = CompetencyProfile(
        profile.reference_version, tuple(line for line in profile.lines if line.taxonomy is Taxonomy.OWN)
    )
    assert shortfall(own, CompetencyProfile(profile.reference_version)).hours_high == 0


COOK = """Line Cook
What you will do
- Keep knives, grill and fryer clean
- Help residents wash, dress, eat and move safely
- Prep vegetables, paid from 6 am to 2 pm
You bring
- Six months in a kitchen; self-taught is fine
"""


def test_a_duty_with_a_line_to_itself_is_not_cut_at_its_commas() -> None:
    found = said(COOK)
    assert "Keep knives, grill and fryer clean" in found
    assert "Help residents wash, dress, eat and move safely" in found
    assert "grill and fryer clean" not in found


def test_a_duty_that_also_speaks_of_pay_or_hours_is_cut_and_the_duty_stays() -> None:
    found = said(COOK)
    assert "Prep vegetables" in found
    assert not any("6 am" in words for words in found)


def test_what_is_called_fine_is_not_asked() -> None:
    assert not any("self-taught" in words for words in said(COOK))


OFFICE = """Payables Clerk
Qualifications
- High school diploma or GED
- 6 months in an office or a bookkeeping certificate
- Willingness to learn and to ask
- Spreadsheets, or willing to learn
"""


def test_what_the_employer_asks_in_alternatives_and_as_a_trait_is_asked_on_the_first_day() -> None:
    found = said(OFFICE)
    assert found["High school diploma or GED"] is Need.DAY_ONE
    assert found["6 months in an office or a bookkeeping certificate"] is Need.DAY_ONE
    assert found["Willingness to learn and to ask"] is Need.DAY_ONE
    assert not any(need is Need.DAY_ONE for words, need in found.items() if "preadsheets" in words)


ASIDES = """Service technician

What you will do
- Work the denial list
- Drive to homes (mileage paid) and take digital X-rays (radiographer certificate)
- Enter notes (Epic) and clean tools (drill, saw, grinder)
- Freezer (-10F) one night in five, coat supplied, 2024 or newer trucks
- Run calls alone, usually after 9 months

What you need
- CPR card (or get it before you start)
- CPB or CPC preferred
- You bring: basic hand tools
- No drug test for marijuana
"""


def test_what_explains_times_or_pays_for_a_duty_is_no_demand() -> None:
    words = set(said(ASIDES))
    assert {"Work the denial list", "basic hand tools", "CPB"} <= words
    assert any("Epic" in each for each in words)
    assert any("drill" in each for each in words)
    for aside in (
        "mileage", "radiographer", "-10F", "one night", "coat", "get it", "No drug", "usually", "CPB or", "bring",
    ):  # fmt: skip
        assert not any(aside in each for each in words), aside


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        (
            "Two years on a line, or one year plus a culinary certificate.",
            ["Two years on a line, or one year plus a culinary certificate"],
        ),
        ("Knows the harbor well, or grew up on boats, or sails.", ["Knows the harbor well, or grew up on boats, or sails"]),
        ("Keeps a tidy bench, reads the daily sheet, or asks for it.",
         ["Keeps a tidy bench", "reads the daily sheet", "asks for it"]),
    ],
)  # fmt: skip
def test_one_of_two_is_enough_and_stands_on_one_line(asked: str, lines: list[str]) -> None:
    sentence = Span(0, len(asked), asked)
    assert [phrase.text for phrase in phrases(asked, sentence)] == lines


def test_an_age_and_a_clean_record_are_asked_on_the_first_day() -> None:
    found = said(
        "Forklift Operator\n\nDrive a reach truck and load trailers by route.\n18+, no diploma asked.\n\n"
        "Must have: valid medical card; no DUI in 5 years; no experience needed.\n"
    )
    assert found["18+"] is Need.DAY_ONE
    assert found["no DUI in 5 years"] is Need.DAY_ONE
    assert not [words for words in found if "diploma" in words or "experience" in words]
