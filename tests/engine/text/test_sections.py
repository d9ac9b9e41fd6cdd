"""The parts of a posting: nothing of the company, the benefits or the diversity statement counts as a skill."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.text.sections import SectionKind, classify_sentence, skill_sentences, split_sections
from tests.engine.postings.cases import CASES, Case

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
K = SectionKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Requirements", K.REQUIREMENTS), ("What you'll bring", K.REQUIREMENTS), ("MINIMUM QUALIFICATIONS:", K.REQUIREMENTS),
        ("Who You Are", K.REQUIREMENTS), ("**Must-haves**", K.REQUIREMENTS), ("## Skills & Experience", K.REQUIREMENTS),
        ("Essential Functions", K.DUTIES), ("What you’ll do", K.DUTIES), ("Job Description", K.DUTIES), ("About the role", K.DUTIES),
        ("Nice to have", K.NICE), ("Preferred Qualifications", K.NICE), ("Bonus points", K.NICE),
        ("About Us", K.COMPANY), ("About Lakeshore Regional", K.COMPANY), ("Who we are", K.COMPANY), ("Our Mission", K.COMPANY),
        ("Benefits", K.BENEFITS), ("Perks & Benefits", K.BENEFITS), ("What we offer", K.BENEFITS), ("Compensation and benefits", K.BENEFITS),
        ("Equal Opportunity Statement", K.EEO), ("Diversity & Inclusion", K.EEO), ("How to apply", K.APPLY), ("Schedule and pay", K.TERMS),
    ],
)  # fmt: skip
def test_a_heading_rules_its_part(heading: str, kind: SectionKind) -> None:
    text = f"Nurse\n\n{heading}\n- Plain words here\n- More plain words\n"
    assert split_sections(text)[-1].kind is kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We are an equal opportunity employer and value diversity.", K.EEO),
        ("Applicants are considered without regard to race, language skills or national origin.", K.EEO),
        ("We offer medical, dental and vision insurance.", K.BENEFITS),
        ("Founded in 1952, we are a leading provider of welding supplies.", K.COMPANY),
        ("You must have 2 years of welding experience.", K.REQUIREMENTS),
        ("Experience with forklifts is a plus.", K.NICE),
        ("Operate lathes and mills.", K.DUTIES),
        ("Send your resume to the office manager.", K.APPLY),
        ("Pay: $18.50 per hour, day shift", K.TERMS),
    ],
)
def test_sentences_without_a_heading_are_told_by_their_words(sentence: str, kind: SectionKind) -> None:
    assert classify_sentence(sentence) is kind


def test_a_diversity_sentence_under_requirements_is_not_a_requirement() -> None:
    text = "Requirements\n- Welding\n- Forklift\nWe are an equal opportunity employer; all qualified applicants are welcome."
    assert [s.kind for s in split_sections(text)] == [K.REQUIREMENTS, K.EEO]


@pytest.mark.parametrize("case", [c for c in CASES if c.silent], ids=lambda c: c.name)
def test_company_benefits_and_diversity_are_silent(case: Case) -> None:
    spoken = " ".join(s.text for _, s in skill_sentences(split_sections(case.text)))
    assert [word for word in case.silent if word in spoken] == []


@pytest.mark.parametrize("name", ["nursing-assistant", "industrial-maintenance", "help-desk"])
def test_examples_speak_only_in_their_requirement_and_duty_parts(name: str) -> None:
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    sections = split_sections(text)
    assert {K.DUTIES, K.REQUIREMENTS, K.NICE, K.TERMS, K.BENEFITS, K.EEO, K.APPLY, K.COMPANY} <= {
        s.kind for s in sections
    }
    spoken = " ".join(s.text for _, s in skill_sentences(sections)).lower()
    assert not [
        w
        for w in ("dental", "gym", "equal opportunity", "founded", "garage", "award", "401(k)")
        if w in spoken
    ]


def test_long_lines_and_no_text_are_bounded() -> None:
    assert split_sections("") == ()
    assert len(split_sections("weld steel " * 20_000)) >= 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=80), st.sampled_from([x for c in CASES for x in c.text.splitlines() if x])
        ),
        max_size=16,
    )
)
def test_sections_are_in_order_and_slice_to_their_text(parts: list[str]) -> None:
    text = "\n".join(parts)
    last = 0
    for section in split_sections(text):
        assert text[section.span.start : section.span.end] == section.span.text
        for sentence in section.sentences:
            assert last <= sentence.start < sentence.end
            assert text[sentence.start : sentence.end] == sentence.text
            last = sentence.end
