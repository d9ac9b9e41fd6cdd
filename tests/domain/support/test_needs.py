"""A needs assessment: begun, answered as one goes, finished; sensitive parts under a consent of their own."""

from __future__ import annotations

import tomllib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.support.actions.needs import (
    Begin,
    add_topics,
    begin_assessment,
    change_preset,
    finish_assessment,
    load_instrument,
    retire_instrument,
    save_answers,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.instruments import current_instrument, instrument_of, is_retired, presets_of
from gainful.domain.support.models import AgencyInstrument, Assessment, NeedAnswer
from gainful.domain.support.need_queries import assessments_of, overview
from gainful.engine.support.instruments import DATA
from tests.helped import as_member, as_self, open_ana, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "open_ana", "town"]
SHORT = {
    "code": "needs", "version": 2, "title": "Short", "language": "en", "licence": "ours",
    "topic": [{"id": "food", "label": "Food"}],
    "question": [
        {"id": "want_food", "topic": "food", "text": "Help?", "options": [["now", "Y"], ["no", "N"]], "source": "o"}
    ],
}  # fmt: skip


def test_a_person_answers_alone_and_what_they_want_becomes_a_support_need(ana):
    with as_self(ana) as actor:
        found = begin_assessment(actor, ana.person, Begin(topics=["food", "transport", "housing"]))
        assert (
            save_answers(actor, found, {"want_transport": "now", "want_food": "now", "want_housing": "no"})
            == {}
        )
        done = finish_assessment(actor, found)
    assert (done.state, done.how) == ("finished", "alone")
    with acting_as_system("test"):
        kinds = ana.person.barriers.filter(resolved_at=None).values_list("kind", flat=True)
        assert list(kinds) == ["transport"], "food has no barrier of its own: it stays in the assessment"


def test_a_second_look_closes_a_need_that_is_gone(ana):
    for wish in ("now", "no"):
        with as_self(ana) as actor:
            found = begin_assessment(actor, ana.person, Begin(topics=["transport"]))
            save_answers(actor, found, {"want_transport": wish})
            finish_assessment(actor, found)
    with acting_as_system("test"):
        assert not ana.person.barriers.filter(resolved_at=None).exists()
        assert ana.person.barriers.count() == 1


def test_what_is_right_is_stored_and_what_is_wrong_is_said_with_its_question(ana):
    with as_self(ana) as actor:
        found = begin_assessment(actor, ana.person, Begin(topics=["food", "family"]))
        wrong = save_answers(
            actor, found,
            {"want_food": "now", "family_hours": "a lot", "want_money": "now", "nonsense": "1"},
        )  # fmt: skip
        assert wrong == {
            "family_hours": "Write a whole number.", "want_money": "This is not asked here.",
            "nonsense": "This is not asked here.",
        }  # fmt: skip
        assert [answer.question for answer in found.answers.all()] == ["want_food"]
        save_answers(actor, found, {"want_food": ""})
        assert not found.answers.exists(), "an answer can be taken away"


def test_going_on_later_finds_the_same_assessment(ana):
    with as_self(ana) as actor:
        assert begin_assessment(actor, ana.person).pk == begin_assessment(actor, ana.person).pk


def test_a_coach_is_not_asked_to_ask_what_the_person_did_not_open(town, ana):
    with as_member(town.coach) as actor:
        found = begin_assessment(actor, ana.person)
        assert set(found.topics).isdisjoint({"health", "psychological", "substance_use", "legal", "safety"})
        assert found.how == "together"
        with pytest.raises(NotAllowedError, match="not agreed to share"):
            add_topics(actor, found, ["health"])
        with pytest.raises(SupportError, match="“moon” is no topic"):
            add_topics(actor, found, ["moon"])
        with pytest.raises(SupportError, match="Choose at least one topic"):
            add_topics(actor, found, [])


def test_a_coach_sees_no_sensitive_answer_without_the_scope_and_all_with_it(town, open_ana, as_web_role):
    with as_self(open_ana) as actor:
        found = begin_assessment(actor, open_ana.person)
        save_answers(actor, found, {"want_food": "now", "legal_matters": ["record"], "mood_down": "daily"})
    with as_member(town.coach):
        assert NeedAnswer.objects.count() == 3
    scopes(open_ana, "profile", "support")
    with as_member(town.coach) as actor:
        assert [answer.question for answer in NeedAnswer.objects.all()] == ["want_food"]
        with pytest.raises(NotAllowedError, match="not agreed"):
            save_answers(actor, found, {"legal_matters": ["court"]})
        history = NeedAnswer.pgh_event_model.objects.values_list("question", flat=True)
        assert set(history) == {"want_food"}, "history is no way round"
    scopes(open_ana, "profile")
    with as_member(town.coach):
        assert not Assessment.objects.exists()
    with as_member(town.stranger):
        assert not NeedAnswer.objects.exists()
    with as_self(open_ana):
        assert NeedAnswer.objects.count() == 3


def test_a_finished_assessment_stays_as_it_is_in_the_database_too(ana, as_web_role):
    with as_self(ana) as actor:
        found = begin_assessment(actor, ana.person, Begin(topics=["food"]))
        save_answers(actor, found, {"want_food": "now"})
        finish_assessment(actor, found)
        with pytest.raises(NotAllowedError, match="not open while it is “Finished”"):
            save_answers(actor, found, {"want_food": "no"})
        with pytest.raises(IntegrityError, match="finished assessment stays"), transaction.atomic():
            NeedAnswer.objects.update(value="no")


def test_nothing_answered_is_not_finished(ana):
    with as_self(ana) as actor:
        found = begin_assessment(actor, ana.person, Begin(topics=["food"]))
        with pytest.raises(SupportError, match="Nothing is answered yet"):
            finish_assessment(actor, found)


def test_who_lets_nobody_in_is_told_why_nobody_could_help(ana):
    revoke(ana)
    with as_self(ana) as actor, pytest.raises(NotAllowedError, match="Nobody may see what you need"):
        begin_assessment(actor, ana.person)


@pytest.mark.parametrize("who", ["stranger", "employer"])
def test_others_begin_nothing(town, ana, who):
    with as_member(getattr(town, who)) as actor, pytest.raises((PermissionDenied, SupportError)):
        begin_assessment(actor, ana.person)


def test_an_agency_loads_a_version_and_the_next_assessment_begins_with_it(town, ana):
    with as_self(ana) as actor:
        before = begin_assessment(actor, ana.person, Begin(topics=["food"]))
    with as_member(town.manager) as actor:
        load_instrument(actor, SHORT)
        assert current_instrument(town.agency).version == 2
        assert current_instrument(town.stranger.organization).version == 1, "it is one agency's"
        with pytest.raises(SupportError, match="is here already"):
            load_instrument(actor, SHORT)
        with pytest.raises(SupportError, match="An entry is missing"):
            load_instrument(actor, {"code": "x"})
    with as_self(ana) as actor:
        assert instrument_of(before).version == 1
        assert is_retired(before)
        save_answers(actor, before, {"want_food": "now"})
        finish_assessment(actor, before)
        assert begin_assessment(actor, ana.person, Begin(topics=["food"])).version == 2


def test_a_version_that_is_retired_half_way_can_be_finished_and_not_begun(town, ana):
    with as_member(town.manager) as actor:
        load_instrument(actor, SHORT)
    with as_self(ana) as actor:
        begun = begin_assessment(actor, ana.person, Begin(topics=["food"]))
        assert begun.version == 2
    with as_member(town.manager) as actor:
        assert retire_instrument(actor, "needs", 2).retired_at
        with pytest.raises(SupportError, match="no such version"):
            retire_instrument(actor, "needs", 7)
    with as_self(ana) as actor:
        save_answers(actor, begun, {"want_food": "now"})
        finish_assessment(actor, begun)
        assert begin_assessment(actor, ana.person, Begin(topics=["food"])).version == 1


def test_a_coach_loads_nothing(town):
    with as_member(town.coach) as actor, pytest.raises(PermissionDenied):
        load_instrument(actor, SHORT)
    with acting_as_system("test"):
        assert not AgencyInstrument.objects.exists()


def test_an_agency_changes_a_preset_and_adds_one(town, ana):
    with as_member(town.manager) as actor:
        change_preset(actor, "returning", name="People coming home", topics=["legal", "housing"])
        change_preset(actor, "veterans", name="Veterans", topics=["health"])
        with pytest.raises(SupportError, match="at least one topic"):
            change_preset(actor, "veterans", name="Veterans", topics=[])
        with pytest.raises(SupportError, match="“moon” is no topic"):
            change_preset(actor, "veterans", name="Veterans", topics=["moon"])
        found = {preset.code: preset for preset in presets_of(town.agency)}
    assert found["returning"].topics == ("housing", "legal")
    assert list(found)[-1] == "veterans"
    with as_self(ana) as actor:
        assert begin_assessment(actor, ana.person, Begin(preset="veterans")).topics == ["health"]


def test_a_preset_that_is_not_there_is_refused(ana):
    with as_self(ana) as actor, pytest.raises(SupportError, match="no such list"):
        begin_assessment(actor, ana.person, Begin(preset="moon"))


def test_a_list_of_which_nothing_may_be_asked_begins_nothing(town, ana):
    with as_member(town.coach) as actor:
        with pytest.raises(NotAllowedError, match="not agreed to share answers about this"):
            begin_assessment(actor, ana.person, Begin(topics=["health", "legal"]))
        assert not Assessment.objects.exists()
    with as_member(town.manager) as actor:
        load_instrument(actor, SHORT)
    with as_self(ana) as actor, pytest.raises(SupportError, match="ask about nothing on that list"):
        begin_assessment(actor, ana.person, Begin(preset="older_worker"))


def test_one_loaded_in_a_third_language_takes_the_packaged_ones_from_nobody(town):
    with as_member(town.manager) as actor:
        load_instrument(actor, SHORT | {"language": "so"})
        assert current_instrument(town.agency, language="so").version == 2
        assert [current_instrument(town.agency, language=each).version for each in ("en", "es")] == [1, 1]


def test_a_wrong_answer_is_said_in_the_readers_language(ana):
    with as_self(ana) as actor, translation.override("es"):
        found = begin_assessment(actor, ana.person, Begin(topics=["food", "family"]))
        wrong = save_answers(actor, found, {"want_food": "perhaps", "family_hours": "a lot"})
        assert wrong == {
            "want_food": "Elija una de las respuestas.", "family_hours": "Escriba un número entero.",
        }  # fmt: skip
        over = save_answers(actor, found, {"family_hours": "1000000000000000000000001"})
        assert over["family_hours"].startswith("Escriba un número entero de 0 a ")


def test_what_another_version_asked_in_the_same_words_is_compared_and_the_page_says_so(town, ana):
    answers = dict.fromkeys(("food_cut", "food_less", "food_hungry"), "no")
    with as_self(ana) as actor:
        found = begin_assessment(actor, ana.person, Begin(topics=["food"]))
        save_answers(
            actor, found, answers | {"food_last": "often", "food_balanced": "often", "want_food": "now"}
        )
        finish_assessment(actor, found)
    text = (DATA / "instrument-needs-1-en.toml").read_text()
    newer = text.replace("version = 1", "version = 2", 1).replace("Do you want help to get food?", "Help?")
    with as_member(town.manager) as actor:
        load_instrument(actor, tomllib.loads(newer))
    with as_self(ana) as actor:
        found = begin_assessment(actor, ana.person, Begin(topics=["food"]))
        save_answers(
            actor, found, answers | {"food_last": "never", "food_balanced": "never", "want_food": "no"}
        )
        finish_assessment(actor, found)
        seen = overview(assessments_of(ana.person)[0])
    assert seen.is_other_version
    assert [(each.title, each.direction) for each in seen.changes] == [
        ("Food security (USDA, six items)", "better")
    ]
    page = ana.client.get(reverse("participant:needs_said", args=[found.pk])).content.decode()
    assert "Only what was asked in the same words is compared" in page


def test_change_over_time_is_shown_to_the_person(ana):
    for food in ("often", "never"):
        answers = {
            "food_last": food, "food_balanced": food, "food_cut": "no", "food_less": "no", "food_hungry": "no",
        }  # fmt: skip
        with as_self(ana) as actor:
            found = begin_assessment(actor, ana.person, Begin(topics=["food"]))
            save_answers(actor, found, answers)
            finish_assessment(actor, found)
    with as_self(ana):
        seen = overview(assessments_of(ana.person)[0])
    assert [(each.title, each.direction) for each in seen.changes] == [
        ("Food security (USDA, six items)", "better")
    ]
