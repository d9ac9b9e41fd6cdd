"""What is asked, when, and what a text says is not asked."""

from __future__ import annotations

import pytest

from gainful.engine.competencies.model import Need
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.section_words import SectionKind


@pytest.mark.parametrize(
    ("text", "words", "need"),
    [
        ("Active aide registry, or willing to earn it: we pay for the class", "aide registry", Need.WE_TRAIN),
        ("CDL B or permit within 4 months (we train and provide the bus)", "CDL B", Need.WE_TRAIN),
        ("food handler card (can get within 30 days)", "food handler card", Need.WE_TRAIN),
        (
            "Class B license with two endorsements, OR ability to obtain within 60 days",
            "Class B license",
            Need.WE_TRAIN,
        ),
        ("CPR card within 90 days", "CPR", Need.WE_TRAIN),
        ("OSHA 10 (we pay)", "OSHA 10", Need.WE_TRAIN),
        ("Adjuster license within 90 days (exam on us). Clean license", "Adjuster license", Need.WE_TRAIN),
        ("NIMS preferred but not required - we will train", "NIMS", Need.NICE),
        ("ASE tests a plus but we don't make you", "ASE", Need.NICE),
        ("Paralegal certificate helpful, not expected", "Paralegal certificate", Need.NICE),
        ("Valid driver's license; climb a ladder", "driver's license", Need.DAY_ONE),
        ("Driver's license and CPR required", "CPR", Need.DAY_ONE),
        ("21 years, CPR, 2 years as a guard", "CPR", Need.DAY_ONE),
    ],
)
def test_when_something_is_needed(text: str, words: str, need: Need) -> None:
    start = text.index(words)
    assert need_near(text, start, start + len(words), SectionKind.REQUIREMENTS) is need
    assert not not_asked(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CPR nice, CNA not needed, patience needed.", "CNA"),
        ("Electrician no. PE no. Pay is good", "Electrician"),
        ("Security clearance\nNot Required\nService", "Security clearance"),
        ("Security clearance: No", "Security clearance"),
        ("No degree required", "degree"),
        ("dispatcher licence not required. Pressure", "dispatcher licence"),
        ("A doctorate may be substituted for experience", "doctorate"),
        ("You don't have a CDL? A CDL isn't needed here", "A CDL"),
    ],
)
def test_what_is_refused_is_not_asked(text: str, words: str) -> None:
    start = text.index(words)
    assert not_asked(text, start, start + len(words))


def test_a_refusal_of_one_thing_leaves_the_next_alone() -> None:
    text = "No nights, CDL required"
    assert not not_asked(text, text.index("CDL"), text.index("CDL") + 3)
