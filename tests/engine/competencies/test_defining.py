"""The lines that make a job this job, read from the examples that the repository carries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gainful.engine.competencies.defining import FEWEST, MOST, defining_lines, peculiarity, said_in_own_words
from gainful.engine.competencies.model import (
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
REFERENCE = load_reference()


@pytest.fixture(scope="module")
def nurse():
    text = (EXAMPLES / "nursing-assistant.txt").read_text()
    return text, required_profile(text, reference=REFERENCE).profile.lines


def names(text, lines):
    by_id = {line.competency_id: line.name for line in lines}
    return [by_id[competency_id] for competency_id in defining_lines(lines, text, REFERENCE)]


def test_a_nursing_assistant_is_told_by_certificates_and_duties_not_by_near_vision(nurse):
    found = names(*nurse)
    assert FEWEST <= len(found) <= MOST
    assert {"Certified Nursing Assistant (CNA)", "Basic Life Support (BLS)"} <= set(found[:2])
    assert "Chart care in the electronic health record" in found
    assert not {"Near Vision", "Oral Comprehension", "Active Listening", "Speaking"} & set(found)


@pytest.mark.parametrize(
    ("example", "asked"),
    [
        ("help-desk.txt", "Track hardware inventory in ServiceNow"),
        (
            "industrial-maintenance.txt",
            "Follow lockout/tagout and wear personal protective equipment at all times",
        ),
    ],
)
def test_other_kinds_of_work_are_told_by_their_own_duties(example, asked):
    text = (EXAMPLES / example).read_text()
    assert asked in names(text, required_profile(text, reference=REFERENCE).profile.lines)


def line(name, *, start=None, taxonomy=Taxonomy.OWN, domain=Domain.ACTIVITY, **values):
    kind = EvidenceKind.TYPICAL if start is None else EvidenceKind.POSTING
    span = None if start is None else Span(start, start + len(name), name)
    made = ProfileLine(
        competency_id=f"own:{name}", taxonomy=taxonomy, domain=domain, name=name, level=None, importance=None,
        need=Need.WE_TRAIN, confidence="likely", evidence=(Evidence(kind, span),),
    )  # fmt: skip
    return replace(made, **values)


def test_of_lines_on_the_same_words_only_the_weightiest_is_taken():
    text = "- Weld pipes\n"
    whole = line("Weld pipes", start=2)
    part = line("Weld", start=2, domain=Domain.SKILL)
    assert defining_lines([part, whole], text, REFERENCE) == ("own:Weld pipes",)


def test_a_phrase_that_opens_a_bullet_goes_before_one_from_inside_a_sentence():
    text = "We are such as hotels and you\n- Bend steel\n"
    inside, opening = line("such as hotels", start=7), line("Bend steel", start=32)
    assert defining_lines([inside, opening], text, REFERENCE)[0] == "own:Bend steel"


def test_what_a_person_added_goes_first_and_a_nice_to_have_later():
    text = "- Weld pipes\n- Speak Polish\n"
    by_hand = line("Run the old band saw", evidence=(Evidence(EvidenceKind.STATED, None),))
    welding, polish = line("Weld pipes", start=2), line("Speak Polish", start=15, need=Need.NICE)
    found = defining_lines([polish, welding, by_hand], text, REFERENCE)
    assert found == ("own:Run the old band saw", "own:Weld pipes", "own:Speak Polish")


def test_at_most_twelve_of_fifty_that_weigh_the_same():
    text = "".join(f"- Do the work number {n:02}\n" for n in range(50))
    lines = [line(f"Do the work number {n:02}", start=2 + 24 * n) for n in range(50)]
    assert len(defining_lines(lines, text, REFERENCE)) == 12
    assert defining_lines([], text, REFERENCE) == ()


def test_medicine_is_peculiar_to_few_occupations_and_listening_to_none():
    onet = {"taxonomy": Taxonomy.ONET, "domain": Domain.KNOWLEDGE}
    medicine = line("Medicine", **onet, competency_id="onet:2.C.5.a", importance=4.0)
    listening = line("Listening", **onet, competency_id="onet:2.A.1.b", importance=3.0)
    assert peculiarity(medicine, REFERENCE) > 0.9
    assert peculiarity(listening, REFERENCE) < 0.3
    assert peculiarity(replace(medicine, competency_id="onet:9.Z"), REFERENCE) == 0.0


def test_the_employers_own_words_go_before_what_onet_calls_it():
    text = "You need\n- Basic shop math\n"
    own = line("Basic shop math", start=11, domain=Domain.SKILL, need=Need.DAY_ONE)
    rated = line(
        "math", start=22, taxonomy=Taxonomy.ONET, domain=Domain.KNOWLEDGE, need=Need.DAY_ONE,
        competency_id="onet:2.C.4.a", importance=4.5,
    )  # fmt: skip
    assert defining_lines([rated, own], text, REFERENCE) == ("own:Basic shop math",)
    assert said_in_own_words([rated, own]) == {"onet:2.C.4.a": "own:Basic shop math"}


def test_own_words_with_another_need_hide_nothing():
    own = line("Basic shop math", start=11, domain=Domain.SKILL, need=Need.NICE)
    rated = line("math", start=22, taxonomy=Taxonomy.ONET, competency_id="onet:2.C.4.a", need=Need.DAY_ONE)
    assert said_in_own_words([rated, own]) == {}
