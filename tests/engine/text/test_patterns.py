from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.credentials.mentions import CREDENTIALS
from gainful.engine.skills.lexicon import LEXICON
from gainful.engine.text.patterns import PatternSet, needed_letters

READERS = [*LEXICON.values(), *(pattern for _, _, pattern in CREDENTIALS)]
ALL = PatternSet(enumerate(READERS))
WORDS = st.sampled_from(
    [
        "CDL", "class", "A", "Driving", "TEAM", "player", "ſafety", "İnspect", "ınspect", "Kelvin", "math", "C.N.A.",
        "lift", "50", "lbs", "coo\u212a", "customer-service", "Read", "blueprints", "D1.1", "network+", "résumé", "ß",
        "\n", "-", "'", "licence", "certified", "welder", "RN",
    ]
)  # fmt: skip


def matching(patterns: PatternSet[int], text: str) -> list[int]:
    return [key for key, pattern in patterns.possible(text) if pattern.search(text)]


@settings(max_examples=300)
@given(st.data())
def test_a_text_that_a_pattern_matches_is_never_ruled_out(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(READERS) - 1))
    text = data.draw(st.from_regex(READERS[place]))
    assert place in matching(ALL, text)
    assert place in matching(ALL.within(f"before {text} after"), text)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "", ", "]))
def test_the_same_patterns_match_as_when_each_is_tried(words: list[str], between: str) -> None:
    text = between.join(words)
    each = [place for place, pattern in enumerate(READERS) if pattern.search(text)]
    assert matching(ALL, text) == each
    assert matching(ALL.within(text), text) == each


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("preventi(?:ve|tive) maintenance", {" maintenance"}),
        ("cook|bake", {"cook", "bake"}),
        ("cook|\\d+", None),
        ("(?:very )?old", {"old"}),
        ("[ab]c*", None),
        ("(?:team){2,}", {"team"}),
        ("\\bnew\\b", {"new"}),
        ("(?=soon)x?", None),
    ],
)
def test_the_letters_a_pattern_cannot_do_without(pattern: str, needed: set[str] | None) -> None:
    assert needed_letters(re.compile(pattern, re.IGNORECASE)) == needed


def test_a_pattern_without_such_letters_is_always_tried() -> None:
    numbers = PatternSet([("number", re.compile(r"\d+")), ("word", re.compile("word"))])
    assert [key for key, _ in numbers.possible("")] == ["number"]
    assert [key for key, _ in numbers.within("no").possible("word 3")] == ["number"]
