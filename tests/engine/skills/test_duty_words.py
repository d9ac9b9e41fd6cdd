"""Duties that speak of typical knowledge in other words than the lexicon's."""

from __future__ import annotations

from gainful.engine.competencies.model import Need, Span
from gainful.engine.skills.duty_words import duty_elements
from gainful.engine.text.sections import SectionKind

ACCOUNTING, SERVICE, LAW = "onet:2.C.1.c", "onet:2.C.1.e", "onet:2.C.8.b"
TELLER = {ACCOUNTING, SERVICE, LAW}
TEXT = "Take deposits and loan payments, say hello."


def told(text, typical, said=(), taken=(), kind=SectionKind.DUTIES):
    return duty_elements([(kind, Span(0, len(text), text))], typical, said, taken)


def test_a_duty_speaks_of_the_knowledge_it_takes() -> None:
    found = told(TEXT, TELLER)
    assert set(found) == {ACCOUNTING}
    spoken = found[ACCOUNTING]
    assert [span.text for span in spoken.spans] == ["Take deposits and loan payments"]
    assert (spoken.need, spoken.confidence) == (Need.WE_TRAIN, "likely")


def test_only_what_is_typical_is_pointed_at() -> None:
    assert told(TEXT, {LAW}) == {}
    assert told(TEXT, set()) == {}


def test_a_clause_about_what_is_said_already_goes_to_nothing_else() -> None:
    assert told(TEXT, TELLER, said={ACCOUNTING}) == {}


def test_the_name_of_a_credential_says_nothing_here() -> None:
    assert told(TEXT, TELLER, taken=[Span(5, 13, "deposits")]) == {}


def test_only_duties_speak() -> None:
    assert told(TEXT, TELLER, kind=SectionKind.REQUIREMENTS) == {}
    assert told("", TELLER) == {}
    assert told("xqzv wqqk", TELLER) == {}
