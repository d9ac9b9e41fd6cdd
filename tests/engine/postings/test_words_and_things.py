"""Words that only look like a requirement: somebody else's licence, a statute, a plate of food, a form's field."""

from __future__ import annotations

import pytest

from gainful.engine.postings.profile import required_profile


def read(text: str) -> set[str]:
    found = required_profile(text).profile.lines
    return {line.name for line in found if any(e.span for e in line.evidence)}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Line Cook\nDuties\n- Follow recipes and plating guides\n- Hold down the grill\n", "Fine Arts"),
        ("School Bus Driver\nRequirements\n- Medical examiner's certificate\n", "Medicine and Dentistry"),
        (
            "CNC Operator\nDuties\n- Run lathes under a journeyman's supervision\n",
            "Management of Personnel Resources",
        ),
        (
            "Equipment Operator\nDuties\n- Work without more than normal supervision\n- No supervisory responsibilities\n",
            "Management of Personnel Resources",
        ),
        (
            "Solar Installer\nDuties\n- Pull wire under a licensed electrician\n",
            "Journeyman electrician licence",
        ),
        ("Community Nurse\nDuties\n- Work within a CPA framework\n", "Certified Public Accountant (CPA)"),
        (
            "Custodian\nSecurity clearance\nNot Required\nService\nCompetitive\nDuties\n- Mop floors\n",
            "Security clearance",
        ),
        (
            "Custodian\nSecurity clearance\nNot Required\nService\nCompetitive\nDuties\n- Mop floors\n",
            "customer service",
        ),
        ("Caseworker\nRequirements\n- No violence of any kind\n", "Social Perceptiveness"),
    ],
)
def test_no_line_is_made_of_a_word(text: str, absent: str) -> None:
    assert absent not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Street fair on Sunday, May 3, noon to 5 at Mill Pond. Free lemonade and games. Volunteers needed to set up chairs.",
        "Yard sale Saturday! Chairs, coats, toys. 8 to 2, 40 Oak Lane.",
        "This is not a job advertisement. The library invites neighbors to a clean-up on May 9.",
    ],
)
def test_what_offers_no_job_has_no_occupation(text: str) -> None:
    found = required_profile(text)
    assert found.occupation is None
    assert found.profile.lines == ()
    assert "does not read like a job" in found.notes[0]


def test_a_refused_telework_is_not_remote() -> None:
    assert required_profile("Custodian\nTelework eligible\nNo\nDuties\n- Mop floors\n").facts.remote is None
