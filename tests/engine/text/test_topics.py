"""Suggested topics: what is promised on the page holds for the answers held out, and an agency's own answers count."""

from __future__ import annotations

from gainful.engine.text.topics import (
    HELD_OUT,
    RECALL,
    RIGHT,
    STARTER,
    SUGGESTED,
    Labelled,
    Topic,
    labelled_answers,
    suggest,
)


def test_the_figures_on_the_page_are_those_of_the_answers_held_out():
    held = [one for one in labelled_answers() if one.held_out]
    given = [{one.key for one in told} for told in suggest([one.text for one in held], STARTER)]
    right = sum(len(keys & one.keys) for keys, one in zip(given, held, strict=True))
    wanted = sum(len(one.keys) for one in held)
    assert (len(held), right, sum(map(len, given))) == (HELD_OUT, RIGHT, SUGGESTED)
    assert right / wanted == RECALL


def test_the_labelled_answers_are_enough_and_name_topics_that_exist():
    known = {topic.key for topic in STARTER}
    answers = labelled_answers()
    assert len(answers) >= 120
    assert all(one.keys <= known for one in answers)
    assert len({one.text for one in answers}) == len(answers)


def test_a_topic_of_an_agencys_own_is_learned_from_what_it_settled():
    own = Topic("dog", "Dogs", "Dogs and other pets", ("Nobody walks my dog.",))
    settled = [
        Labelled(f"My dog barks {n} times at the neighbor's cat", frozenset({"dog"})) for n in range(12)
    ]
    (told,) = suggest(["The dog is alone all day"], [*STARTER, own], settled)
    assert told[0].key == "dog"
    assert suggest([], STARTER) == []
