"""Competencies named in a few words: looked up first, then read; what nobody knows gives nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.occupations import load_reference
from gainful.engine.skills.named import named_competencies, usual_level

REFERENCE = load_reference()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Active Listening", {"onet:2.A.1.b"}),
        ("medicine and dentistry", {"onet:2.C.5.a"}),
        ("excel", {"technology:microsoft-excel"}),
        ("quickbooks", {"technology:intuit-quickbooks"}),
        ("CPR", {"credential:cpr-first-aid"}),
        ("vital signs", {"onet:2.C.5.a"}),
        ("customer service", {"onet:2.B.1.f", "onet:2.C.1.e"}),
        ("forklift", {"onet:2.B.3.h"}),
        ("data entry", {"onet:2.C.1.b"}),
        ("zzgrk", set()),
        ("", set()),
    ],
)
def test_words_name_what_a_reader_would_expect(words, expected):
    found = {each.competency_id for each in named_competencies(words)}
    assert {key for key in found if not key.startswith("esco:")} == expected


def test_a_skill_of_exactly_this_name_is_found_in_esco():
    assert "first aid" in {each.name for each in named_competencies("First aid")}


@given(st.text(max_size=60))
def test_any_words_give_each_competency_once_and_no_ability(words):
    found = [each.competency_id for each in named_competencies(words)]
    assert len(found) == len(set(found))
    assert not any(key.startswith("onet:1.") for key in found)


def test_the_usual_level_is_the_works_own_where_it_is_known():
    row, column = REFERENCE.row("31-1131.00"), REFERENCE.column("onet:2.C.5.a")
    own = usual_level("onet:2.C.5.a", ("31-1131.00",), REFERENCE)
    assert own == pytest.approx(REFERENCE.level[row, column], abs=0.011)
    assert own >= REFERENCE.level[row, column]
    assert 0 < usual_level("onet:2.C.5.a", (), REFERENCE) < 7
    assert usual_level("onet:2.C.5.a", ("99-9999.00",), REFERENCE) == usual_level(
        "onet:2.C.5.a", (), REFERENCE
    )
