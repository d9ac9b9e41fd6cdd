from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.skills.extraction import extract_esco_skills, rank_esco_skills

POSTING = """Warehouse associate
We are a family company, founded in 1990, with passionate people and great values.
Requirements
- Operate a forklift and load trucks
- Spanish is a plus
Benefits
Health insurance, a 401(k) plan and a free gym membership.
We are an equal opportunity employer and do not discriminate on the basis of religion or disability.
"""


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Experience with Java and C#", "Java (computer programming)"),
        ("You will operate a forklift in our warehouse", "operate forklift"),
        ("Able to work well in a team", "work in teams"),
        ("Fluent in Spanish", "Spanish"),
    ],
)
def test_the_skill_a_sentence_names_is_among_the_first_five(sentence: str, label: str) -> None:
    assert label in [skill.label for skill in rank_esco_skills([sentence], 5)[0]]


def test_ranked_best_first_as_many_as_asked_without_repeats() -> None:
    one, two = rank_esco_skills(["weld steel pipes", "teach mathematics to children"], 7)
    assert len(one) == len(two) == 7
    assert [s.score for s in one] == sorted((s.score for s in one), reverse=True)
    assert len({s.esco_id for s in one}) == 7


def test_a_sentence_is_ranked_alike_alone_and_among_others() -> None:
    alone = rank_esco_skills(["weld steel pipes"], 5)[0]
    among = rank_esco_skills(["drive a bus", "weld steel pipes", "", "cook meals"], 5)
    assert [s.label for s in among[1]] == [s.label for s in alone]
    assert among[2] == []


def test_extracted_from_requirements_only() -> None:
    labels = {skill.label for skill in extract_esco_skills(POSTING)}
    assert {"operate forklift", "Spanish"} <= labels
    allowed = POSTING.index("Requirements"), POSTING.index("Benefits")
    assert all(allowed[0] < s.span.start < s.span.end <= allowed[1] for s in extract_esco_skills(POSTING))


def test_a_text_with_no_skills_gives_none() -> None:
    assert extract_esco_skills("") == []
    assert extract_esco_skills("12345 --- ???") == []
    assert extract_esco_skills("We offer dental insurance and paid time off.") == []


def test_each_skill_once_in_reading_order() -> None:
    found = extract_esco_skills("Requirements\n- Python\n- SQL and Python\n- Python again\n")
    assert len({s.esco_id for s in found}) == len(found)
    assert [s.span.start for s in found] == sorted(s.span.start for s in found)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_every_span_is_where_it_says(text: str) -> None:
    for skill in extract_esco_skills(text):
        assert skill.span.text
        assert text[skill.span.start : skill.span.end] == skill.span.text
        assert 0 < skill.score < 1


@given(
    st.sampled_from(["İstanbul port: operate forklift", "ǅ Python ẞ SQL", "Operate\u2028forklift 🚜 daily"])
)
def test_capitals_that_grow_do_not_move_spans(text: str) -> None:
    for skill in extract_esco_skills(text):
        assert text[skill.span.start : skill.span.end] == skill.span.text
