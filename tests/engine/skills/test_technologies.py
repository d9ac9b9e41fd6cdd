"""A word is the name of a product only beside its vendor, in a list of tools, or in work that uses it."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.skills.technologies import expected_technologies, technology_index

REFERENCE = load_reference()
INDEX = technology_index(REFERENCE)


def names(text: str, code: str = "") -> list[str]:
    expected = expected_technologies(REFERENCE, code) if code else frozenset()
    return [technology.name for technology, _ in INDEX.find(text, 0, len(text), expected)]


@pytest.mark.parametrize(
    "text",
    [
        "as defined under the Americans with Disabilities Act, include:",
        "Know the Mental Health Act and the Rehabilitation Act",
        "Public Works Department",
        "The Public Works union",
        "Mechanical aptitude",
        "This position is in the Office of Public Records",
        "Lead projects for the Office of the Director",
        "Building relationships with families",
        "Person Specification",
        "Excel at customer service",
        "greet people at the front desk",
        "AWS certified welder",
        "ADA compliance and EMS on site",
        "Proficient with hand tools",
        "Access to a vehicle. Word of mouth. Outlook is good.",
    ],
)
def test_plain_words_statutes_and_offices_are_no_products(text: str) -> None:
    assert names(text) == []
    assert names(text, "47-2073.00") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Proficient in Microsoft Office.", ["Microsoft Office software"]),
        ("MS Word", ["Microsoft Word"]),
        ("Skills: Excel, Word and Outlook", ["Microsoft Excel", "Microsoft Word", "Microsoft Outlook"]),
        ("Basic Excel", ["Microsoft Excel"]),
        ("Experience with Access or Excel", ["Microsoft Access", "Microsoft Excel"]),
        ("ships stuff with ups worldship", ["UPS WorldShip"]),
        ("We use Salesforce and Tableau daily", ["Salesforce software", "Tableau"]),
    ],
)
def test_products_in_their_company(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_initials_and_plain_words_count_in_work_that_uses_them() -> None:
    assert names("records readings on the SCADA screens", "51-8031.00")
    assert names("letters from dictation and templates in Word", "43-6012.00") == ["Microsoft Word"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Work with SQL databases and Git", "Structured query language SQL"),
        ("Write SQL queries for the weekly report", "Structured query language SQL"),
        ("Proficient in SQL", "Structured query language SQL"),
        ("Program CNC software", "Computerized numerical control CNC software"),
        ("Run the POS, Word and Excel", "Point of sale POS software"),
    ],
)  # fmt: skip
def test_a_short_name_that_several_have_is_the_one_in_widest_use(text: str, name: str) -> None:
    """O*NET also lists “Structure query language SQL”, once: a class in the other would never meet it."""
    assert name in names(text)


@pytest.mark.parametrize(
    "text", ["ADA code review", "Follow the NEC code", "Enter ICD codes", "Wear PPE scripts"]
)
def test_initials_of_rules_are_no_language(text: str) -> None:
    assert names(text) == []
