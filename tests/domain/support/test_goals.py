"""A support plan: goals in the person's words, actions with owner and day; two who change one thing lose nothing."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.support.actions.goals import (
    ActionTerms,
    ChangedMeanwhileError,
    add_action,
    add_goal,
    edit_action,
    edit_goal,
    move_action,
    move_goal,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Goal, GoalAction
from gainful.domain.support.states.goals import ACTION_RULES, GOAL_RULES, ActionState, GoalState
from tests.helped import as_member, as_self, open_ana, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "open_ana", "town"]
WORDS = "I want to pick up my son myself"


@pytest.fixture
def goal(ana):
    with as_self(ana) as actor:
        return add_goal(actor, ana.person, need="child_care", own_words=WORDS)


def test_a_goal_is_shown_in_the_persons_own_words(goal):
    assert str(goal) == WORDS
    assert (goal.state, goal.version, goal.is_sensitive) == ("open", 1, False)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"need": "moon"}, "need", "what it is about"),
        ({"own_words": " "}, "own_words", "what is to be reached"),
        ({"own_words": "x" * 401}, "own_words", "at most 400"),
    ],
)
def test_a_goal_that_says_nothing_is_refused(ana, given, field, words):
    with as_self(ana) as actor, pytest.raises(SupportError, match=words) as refused:
        add_goal(actor, ana.person, **{"need": "food", "own_words": WORDS, **given})
    assert refused.value.field == field


def test_only_the_person_changes_their_own_words(town, ana, goal):
    with as_member(town.coach) as actor:
        with pytest.raises(NotAllowedError, match="Only the person"):
            edit_goal(actor, goal, version=1, words="", own_words="Something else")
        edited = edit_goal(actor, goal, version=1, words="Care until 5 pm", own_words=WORDS)
    assert (edited.own_words, edited.words, edited.version) == (WORDS, "Care until 5 pm", 2)
    with as_self(ana) as actor:
        assert (
            edit_goal(actor, goal, version=2, words="", own_words="Be there at 3").own_words
            == "Be there at 3"
        )


def test_who_saves_from_an_older_page_overwrites_nothing_and_reads_what_changed(town, ana, goal):
    with as_member(town.coach) as actor:
        edit_goal(actor, goal, version=1, words="Care until 5 pm")
    with (
        as_member(town.manager) as actor,
        pytest.raises(ChangedMeanwhileError, match="Now it says") as refused,
    ):
        edit_goal(actor, goal, version=1, words="Care until 6 pm")
    assert "still in the form" in refused.value.hint
    with acting_as_system("test"):
        goal.refresh_from_db()
    assert goal.words == "Care until 5 pm"


def test_an_action_has_an_owner_a_day_and_a_state(town, goal):
    with as_member(town.coach) as actor:
        action = add_action(actor, goal, ActionTerms("Call three centers", "coach", due_on=date(2027, 1, 4)))
        assert (action.state, action.owner, action.is_open) == ("todo", "coach", True)
        edited = edit_action(actor, action, ActionTerms("Call two", "other", "Aunt Rosa"), version=1)
        assert (edited.text, edited.owner_name, edited.version) == ("Call two", "Aunt Rosa", 2)
        with pytest.raises(ChangedMeanwhileError):
            edit_action(actor, action, ActionTerms("Call one"), version=1)
        assert move_action(actor, action, "finish").settled_at is not None
        assert move_action(actor, action, "reopen").settled_at is None


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (ActionTerms(""), "text"),
        (ActionTerms("x" * 301), "text"),
        (ActionTerms("Call", "robot"), "owner"),
        (ActionTerms("Call", "other"), "owner_name"),
        (ActionTerms("Call", due_on=date(2099, 1, 1)), "due_on"),
    ],
)
def test_an_action_that_cannot_be_done_is_refused_with_its_field(ana, goal, terms, field):
    with as_self(ana) as actor, pytest.raises(SupportError) as refused:
        add_action(actor, goal, terms)
    assert refused.value.field == field


ROLES = ("participant", "coach", "program_manager", "operator")


def _as(town, ana, role):
    if role == "participant":
        return as_self(ana)
    who = town.manager if role == "program_manager" else getattr(town, role)
    return acting_as(who.user, who.organization, role=role)


@pytest.mark.parametrize("role", ROLES)
def test_every_step_of_a_goal_and_an_action_is_as_the_tables_say(town, ana, goal, role):
    with acting_as_system("test"):
        action = GoalAction.objects.create(goal=goal, participant=ana.person, text="Call")
    machines = (
        (GOAL_RULES, GoalState, Goal, goal, move_goal),
        (ACTION_RULES, ActionState, GoalAction, action, move_action),
    )
    for rules, states, model, row, step in machines:
        for verb, state in product(rules, states.values):
            if rules[verb].to is None:
                continue
            with acting_as_system("test"):
                model.objects.filter(pk=row.pk).update(state=state)
            with _as(town, ana, role) as actor:
                if role in rules[verb].roles and state in rules[verb].states:
                    assert step(actor, row, verb).state == rules[verb].to, (verb, state)
                else:
                    with pytest.raises(NotAllowedError) as refused:
                        step(actor, row, verb)
                    assert len(refused.value.message) > 20


def test_a_goal_let_go_takes_no_more_actions_and_an_unknown_step_is_none(ana, goal):
    with as_self(ana) as actor:
        move_goal(actor, goal, "let_go")
        with pytest.raises(NotAllowedError, match="not open while it is “Let go”"):
            add_action(actor, goal, ActionTerms("Call"))
        with pytest.raises(SupportError, match="no such step"):
            move_goal(actor, goal, "edit")


def test_a_sensitive_goal_and_its_actions_need_the_scope(town, open_ana, as_web_role):
    with as_self(open_ana) as actor:
        goal = add_goal(actor, open_ana.person, need="legal", own_words="Clear my record")
        add_action(actor, goal, ActionTerms("Ask legal aid"))
    with as_member(town.coach):
        assert Goal.objects.count() == GoalAction.objects.count() == 1
    scopes(open_ana, "profile", "support")
    with as_member(town.coach) as actor:
        assert Goal.objects.count() == GoalAction.objects.count() == 0
        assert Goal.pgh_event_model.objects.count() == GoalAction.pgh_event_model.objects.count() == 0
        with pytest.raises(NotAllowedError, match="not agreed to share this"):
            add_goal(actor, open_ana.person, need="health", words="See a doctor")


def test_after_the_consent_nobody_but_the_person_sees_the_plan(town, ana, goal, as_web_role):
    revoke(ana)
    with as_member(town.coach) as actor:
        assert not Goal.objects.exists()
        with pytest.raises(NotAllowedError, match="consent does not cover"):
            add_goal(actor, ana.person, need="food", words="x")
    with as_self(ana):
        assert Goal.objects.count() == 1
    with as_member(town.stranger):
        assert not Goal.objects.exists()
