from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.titles.index import TitleIndex
from gainful.engine.titles.model import title_model
from gainful.engine.titles.ranking import LIKELY, SURE, confidence_word, rank_occupations
from gainful.engine.titles.words import core_words, normal_title, stem, title_forms

ROWS = [
    ("Registered Nurse", "29-1141.00"),
    ("Staff Nurse (RN)", "29-1141.00"),
    ("Welder", "51-4121.00"),
    ("Pipe Welder", "51-4121.00"),
    ("Baker", "51-3011.00"),
]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Flight Attendants", "53-2031.00"),
        ("CERTIFIED NURSING ASSISTANT - night shift ($18/hr)", "31-1131.00"),
        ("Assistant nurse", "31-1131.00"),
        ("Cabin crew", "53-2031.00"),
        ("Truck Driver - Class A CDL - Home Daily", "53-3032.00"),
        ("Sr. Software Engineer II", "15-1252.00"),
        ("Welder", "51-4121.00"),
    ],
)
def test_plain_titles_find_their_occupation(title: str, code: str) -> None:
    first = rank_occupations([title], 3)[0][0]
    assert first.code == code
    assert first.confidence_word in {"sure", "likely"}
    assert first.matched_title


def test_every_occupation_finds_itself_by_its_own_name() -> None:
    from gainful.engine.occupations import load_reference

    some = load_reference().occupations[::25]
    found = rank_occupations([occupation.title for occupation in some], 1)
    assert [f[0].code for f in found] == [occupation.code for occupation in some]


def test_no_word_known_gives_none() -> None:
    assert rank_occupations(["", "???", "12 34"], 3)[0] == []
    assert rank_occupations(["xqzzt"], 3) == [[]]


def test_scores_are_chances_in_order() -> None:
    found = rank_occupations(["Office helper"], 10)[0]
    scores = [f.score for f in found]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.0001


def test_context_parts_a_vague_title() -> None:
    text = (
        "Repair furnaces, air conditioning and refrigeration systems; recharge refrigerant and fix heating."
    )
    plain = rank_occupations(["Technician"], 100)[0]
    told = rank_occupations(["Technician"], 100, context=text)[0]
    place = {f.code: i for i, f in enumerate(told)}
    assert place.get("49-9021.00", 99) < {f.code: i for i, f in enumerate(plain)}.get("49-9021.00", 99)


def test_held_out_rows_do_not_speak() -> None:
    index = TitleIndex([row for row in ROWS if row[0] != "Pipe Welder"])
    best = index.votes("Pipe Welder", 1)[0]
    assert index.titles[best.row] == "Welder"
    assert best.likeness < 1


def test_a_misspelt_word_is_read_as_the_nearest() -> None:
    index = TitleIndex(ROWS)
    assert index.codes[index.votes("Pipe Weldder", 1)[0].column] == "51-4121.00"


def test_the_common_occupation_wins_between_equals() -> None:
    rows = [("Operator", "11-1111.00"), ("Operator", "22-2222.00")]
    for many, few in (("11-1111.00", "22-2222.00"), ("22-2222.00", "11-1111.00")):
        index = TitleIndex(rows, {many: 1e6, few: 1e3})
        assert index.codes[index.votes("Operator", 1)[0].column] == many


def test_forms_take_off_places_and_brackets() -> None:
    assert title_forms("Cook (Prep Cook) - Downtown") == ["Cook   - Downtown", "Prep Cook", "Cook"]
    assert title_forms("Welder") == ["Welder"]
    assert core_words("Sr. Welder II - nights") == ("welder",)
    assert core_words("Senior") == ("senior",)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_title_is_read_without_error(title: str) -> None:
    for found in rank_occupations([title], 3)[0]:
        assert 0 <= found.score <= 1


def test_case_marks_and_plurals_do_not_make_another_title() -> None:
    assert normal_title("NURSES, Registered") == normal_title("nurse registered")
    assert normal_title("Welder $18/hr") == normal_title("Welder")


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_stemming_shortens_at_most(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word)


def test_learned_chances_add_up() -> None:
    logs = title_model().log_chances(("pipe", "welder"))
    assert np.isclose(np.exp(logs).sum(), 1, atol=1e-3)


def test_words_for_chances() -> None:
    assert [confidence_word(x) for x in (SURE, LIKELY, LIKELY - 0.01)] == ["sure", "likely", "guess"]
