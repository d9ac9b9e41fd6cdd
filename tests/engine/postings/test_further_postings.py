"""Postings the reader was not built on, and texts that are no postings at all."""

from __future__ import annotations

import time

import pytest

from gainful.engine.competencies.model import EvidenceKind
from gainful.engine.postings.profile import required_profile
from tests.engine.postings.further_cases import FURTHER, Further

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)> Welder\nRequirements\n- Weld ${7*7} {{7*7}} %n",
    "formula": "=cmd|' /C calc'!A0\nRequirements\n- Excel",
    "marks": "\u202e\u0000\ufeff\u200b" * 200,
    "brackets": "(" * 3000 + ")" * 3000,
    "one long word": "a" * 100_000,
    "dashes": "- " * 30_000,
    "spaces": " " * 100_000 + "x",
    "dates and money": "$1" * 5000 + " 01/2018 -" * 3000,
}


def test_occupations_of_further_postings() -> None:
    """At least eight of ten first and all among the first three; every occupation called sure is right."""
    found = {case: required_profile(case.text) for case in FURTHER}
    first = {c.name: p.occupation is not None and p.occupation.code in c.codes for c, p in found.items()}
    assert sum(first.values()) >= 8, first
    for case, read in found.items():
        assert read.occupation is not None
        assert {m.code for m in (read.occupation, *read.runners_up[:2])} & set(case.codes), case.name
        assert first[case.name] or read.confidence != "sure", case.name


@pytest.mark.parametrize("case", FURTHER, ids=lambda c: c.name)
def test_only_the_work_is_evidence(case: Further) -> None:
    spans = [e.span for line in required_profile(case.text).profile.lines for e in line.evidence if e.span]
    assert spans
    assert all(case.text[s.start : s.end] == s.text for s in spans)
    assert not [word for word in case.silent if any(word in s.text for s in spans)]


def test_a_posting_without_a_title_is_only_a_guess() -> None:
    case = next(c for c in FURTHER if "no title" in c.name)
    read = required_profile(case.text)
    assert read.facts.title is None
    assert read.confidence == "guess"


@pytest.mark.parametrize("text", ["", " \n\t ", "???", "12 34 56", "xqzzt vrrkl"])
def test_nothing_to_read_gives_no_line_and_says_so(text: str) -> None:
    read = required_profile(text)
    assert read.occupation is None
    assert read.profile.lines == ()
    assert any("No job title" in note for note in read.notes)


@pytest.mark.parametrize(
    "text",
    [
        "Pflegehelferin gesucht. Sie waschen Patienten und messen den Blutdruck. Erfahrung erwünscht.",
        "Se busca soldador con experiencia. Ofrecemos seguro médico y buen sueldo.",
        "招聘护理员，负责照顾病人。",
    ],
)
def test_another_language_gives_no_skill_that_is_called_sure(text: str) -> None:
    read = required_profile(text)
    named = [x for x in read.profile.lines if any(e.kind is EvidenceKind.POSTING for e in x.evidence)]
    assert len(named) <= 3
    assert read.confidence == "guess"


def test_a_book_is_read_in_part_and_says_so() -> None:
    text = "\n\n".join(case.text for case in FURTHER) * 100
    began = time.perf_counter()
    read = required_profile(text)
    assert time.perf_counter() - began < 20, "twenty postings' worth, on a shared machine"
    assert any("longer than a posting" in note and f"{len(text):,}" in note for note in read.notes)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name: str) -> None:
    required_profile("Welder")  # loads the models
    began = time.perf_counter()
    read = required_profile(HOSTILE[name])
    assert time.perf_counter() - began < 8
    for line in read.profile.lines:
        for evidence in line.evidence:
            if evidence.span:
                assert HOSTILE[name][evidence.span.start : evidence.span.end] == evidence.span.text
