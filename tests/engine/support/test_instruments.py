"""Instruments are data that can be asked and scored, or are refused with the entry that is wrong."""

from __future__ import annotations

import pytest

from gainful.domain.participants.models import BarrierKind
from gainful.engine.support.answers import AnswerError, asked, clean, live_answers, progress
from gainful.engine.support.instruments import (
    DATA,
    InstrumentError,
    packaged_instruments,
    packaged_presets,
    read_instrument,
)
from gainful.engine.support.scoring import changes, comparable, scores, wanted

NEEDS = packaged_instruments()[0]
TEXT = (DATA / "instrument-needs-1-en.toml").read_text()
FOOD = {
    "food_last": "often", "food_balanced": "never", "food_cut": "yes", "food_cut_often": "few", "food_less": "no",
    "food_hungry": "no",
}  # fmt: skip

NONE = dict.fromkeys(("food_last", "food_balanced"), "never") | dict.fromkeys(
    ("food_cut", "food_less", "food_hungry"), "no"
)
MORE = {"food_cut_often": "some", "food_less": "yes", "food_balanced": "sometimes"}


def score(answers, rule, topics=None):
    return next(item for item in scores(NEEDS, answers, topics) if item.rule.id == rule)


def test_the_instrument_asks_about_every_part_of_life_of_the_issue():
    assert {topic.id for topic in NEEDS.topics} == {
        "child_care", "housing", "food", "transport", "money", "digital", "language", "family", "health",
        "psychological", "substance_use", "legal", "safety",
    }  # fmt: skip
    assert NEEDS.sensitive_topics == {"health", "psychological", "substance_use", "legal", "safety"}
    assert {topic.barrier for topic in NEEDS.topics} - {""} <= set(BarrierKind.values)
    assert NEEDS.reading_grade == 3.6
    assert all(f"want_{topic.id}" in {q.id for q in NEEDS.questions} for topic in NEEDS.topics)


def test_every_question_says_where_it_comes_from_and_every_score_what_it_rests_on():
    assert all(question.source for question in NEEDS.questions)
    assert {rule.id for rule in NEEDS.scores} == {
        "food_security", "english", "general_health", "disability", "phq2", "drinking", "drugs",
    }  # fmt: skip
    assert all(len(rule.source) > 30 for rule in NEEDS.scores)


def test_presets_name_topics_that_there_are():
    for preset in packaged_presets():
        assert set(preset.topics) <= NEEDS.topic_ids, preset.code
        assert preset.why
    assert {"returning", "single_parent", "older_worker", "leaving_care", "disability"} <= {
        preset.code for preset in packaged_presets()
    }


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('id = "want_food"\ntopic = "food"', 'id = "want_food"\ntopic = "meals"', "no topic “meals”"),
        ('id = "want_housing"', 'id = "want_food"', "Two questions have one id"),
        ('kind = "number"', 'kind = "slider"', "“slider” is no kind"),
        ("version = 1\n", "version = 0\n", "whole number from 1"),
        ('any = ["yes"] }\nsource', 'any = ["maybe"] }\nsource', "“maybe” is no answer"),
        ("food_hungry = { yes = 1, no = 0 }", "food_hungry = { yes = 1 }", "how many points “no”"),
        ("food_hungry = { yes = 1, no = 0 }", "food_thirsty = { yes = 1, no = 0 }", "no question “food_thirsty”"),
        ('[5, 6, "Very low', '[6, 6, "Very low', "each number from 0 to 6 once"),
        ('code = "needs"', "code = ", "This is no TOML"),
        ('title = "What do you need?"', "", "An entry is missing"),
        ('higher_is = "worse"\nbands = [[0, 1, "High', 'higher_is = "up"\nbands = [[0, 1, "High', "worse or better"),
    ],
)  # fmt: skip
def test_an_instrument_that_cannot_be_asked_or_scored_is_refused(before, after, words):
    assert before in TEXT
    with pytest.raises(InstrumentError, match=words):
        read_instrument(TEXT.replace(before, after, 1))


def test_a_score_without_a_source_is_refused():
    place = TEXT.index("USDA Economic Research Service, Six-Item Short Form, September 2012, user notes")
    unsourced = TEXT[:place] + TEXT[TEXT.index('"\nhigher_is', place) :]
    with pytest.raises(InstrumentError, match="needs a published source; leave it out"):
        read_instrument(unsourced)


def test_what_follows_from_an_answer_is_asked_only_after_it():
    names = [question.id for question in asked(NEEDS, {}, ["child_care"])]
    assert names == ["child_care_has"]
    answers = {"child_care_has": "yes", "child_care_cover": "some"}
    assert [q.id for q in asked(NEEDS, answers, ["child_care"])] == [
        "child_care_has", "child_care_cover", "child_care_when", "want_child_care",
    ]  # fmt: skip
    assert progress(NEEDS, answers, ["child_care"]) == (2, 4)


def test_a_changed_mind_hides_the_whole_chain_and_its_answers_do_not_count():
    answers = {
        "child_care_has": "no",
        "child_care_cover": "some",
        "child_care_when": ["night"],
        "want_child_care": "now",
    }
    assert live_answers(NEEDS, answers, ["child_care"]) == {"child_care_has": "no"}
    assert wanted(NEEDS, answers) == []


@pytest.mark.parametrize(
    ("name", "given", "stored"),
    [
        ("food_cut", " yes ", "yes"),
        ("food_cut", "", None),
        ("child_care_when", ["weekend", "day"], ["day", "weekend"]),
        ("child_care_when", [], None),
        ("family_hours", "12", 12),
        ("family_backing", "  My sister ", "My sister"),
    ],
)
def test_an_answer_is_stored_as_the_instrument_has_it(name, given, stored):
    assert clean(NEEDS.question(name), given) == stored


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("food_cut", "perhaps", "Choose one"),
        ("child_care_when", ["dawn"], "“dawn” is none"),
        ("family_hours", "many", "whole number"),
        ("family_hours", "169", "from 0 to 168"),
        ("family_hours", "٣", "whole number"),
        ("family_backing", "x" * 1001, "at most 1000"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_its_question(name, given, words):
    with pytest.raises(AnswerError, match=words) as refused:
        clean(NEEDS.question(name), given)
    assert refused.value.question == name


@pytest.mark.parametrize(
    ("answers", "points", "band"),
    [
        (NONE, 0, "High or marginal"),
        (FOOD, 2, "Low food security"),
        (FOOD | MORE, 5, "Very low"),
    ],
)  # fmt: skip
def test_food_security_is_scored_as_its_user_notes_say(answers, points, band):
    found = score(answers, "food_security")
    assert found.points == points
    assert found.band.startswith(band)


@pytest.mark.parametrize("gap", [{"food_hungry": "unknown"}, {"food_hungry": None}])
def test_a_score_with_a_question_left_open_is_not_made(gap):
    answers = {name: value for name, value in (FOOD | gap).items() if value is not None}
    found = score(answers, "food_security")
    assert (found.points, found.band) == (None, "")
    assert "Not every question" in found.why_not


def test_the_screen_for_low_mood_has_its_cut_at_three():
    assert score({"mood_interest": "several", "mood_down": "several"}, "phq2").band.startswith("Below 3")
    assert score({"mood_interest": "daily", "mood_down": "none"}, "phq2").band.startswith("3 or more")


def test_only_topics_that_were_asked_have_scores():
    assert [item.rule.id for item in scores(NEEDS, FOOD, ["food"])] == ["food_security"]


def test_change_has_a_direction_for_scores_and_none_for_plain_answers():
    later = FOOD | {"food_last": "never", "food_cut": "no", "want_food": "no"}
    found = changes(NEEDS, FOOD | {"want_food": "now"}, later, ["food"])
    assert [(item.title, item.direction) for item in found] == [
        ("Food security (USDA, six items)", "better"),
        ("Do you want help to get food?", "changed"),
    ]
    assert (found[1].before, found[1].after) == ("Yes, now", "No, I am fine")
    assert changes(NEEDS, FOOD, FOOD, ["food"])[0].direction == "same"
    assert changes(NEEDS, {}, later, ["food"]) == []


def test_of_no_topic_nothing_is_asked_counted_or_scored():
    assert asked(NEEDS, {}, []) == []
    assert (scores(NEEDS, FOOD, []), wanted(NEEDS, {"want_food": "now"}, [])) == ([], [])
    assert progress(NEEDS, FOOD, []) == (0, 0)


def test_of_another_version_only_what_is_asked_in_the_same_words_is_compared():
    newer = read_instrument(
        TEXT.replace("version = 1", "version = 2", 1).replace(
            "Do you want help to get food?", "Help with food?"
        )
    )
    assert newer.version == 2
    both = comparable(newer, NEEDS)
    assert len(newer.questions) - len(both.questions) == 1
    later = FOOD | {"food_last": "never", "food_cut": "no", "want_food": "no"}
    found = changes(both, FOOD | {"want_food": "now"}, later, ["food"])
    assert [(item.title, item.direction) for item in found] == [("Food security (USDA, six items)", "better")]


def test_a_score_of_which_a_question_was_changed_is_not_compared():
    newer = read_instrument(
        TEXT.replace("version = 1", "version = 2", 1).replace(
            'id = "food_cut"\n', 'id = "food_cut"\nlowest = 1\n'
        )
    )
    both = comparable(newer, NEEDS)
    assert "food_security" not in {rule.id for rule in both.scores}
    gone = {q.id for q in newer.questions} - {q.id for q in both.questions}
    assert gone == {"food_cut", "food_cut_often"}, "and what hangs on it"
    assert changes(both, FOOD, FOOD | {"food_cut": "no"}, ["food"]) == []


def test_help_is_wanted_where_the_person_says_so_and_nowhere_else():
    assert wanted(NEEDS, {"want_food": "now", "want_money": "later", "want_housing": "now"}) == [
        "housing",
        "food",
    ]
