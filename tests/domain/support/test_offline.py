"""A day taken along and brought back: each edit once, nothing overwritten unseen, nothing lost."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from datetime import timezone as timezone_of
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent, Participant, ReadLog
from gainful.domain.support.actions import offline
from gainful.domain.support.actions.goals import ActionTerms, add_action, add_goal, move_action
from gainful.domain.support.actions.notes import assign, end_assignment
from gainful.domain.support.actions.offline import (
    MOST_EDITS,
    SentEdit,
    bring_back,
    end_copy,
    settle_conflict,
    take_day,
)
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import CaseNote, Goal, GoalAction, OfflineEdit
from gainful.domain.support.offline_kinds import action_fields
from tests.helped import as_member, as_self, assigned, revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "town"]


@pytest.fixture
def action(town, ana, assigned):
    with as_self(ana) as actor:
        goal = add_goal(actor, ana.person, need="transport", own_words="Be on time")
        return add_action(actor, goal, ActionTerms("Buy a pass"))


def note(person, text="Called", **more):
    fields = {"kind": "call", "text": text}
    return SentEdit(
        **{
            "id": uuid4(),
            "kind": "note",
            "person": person.pk,
            "fields": fields,
            "made_at": timezone.now(),
            **more,
        }
    )


def change(action, fields, **more):
    return SentEdit(
        **{"id": uuid4(), "kind": "action", "person": action.participant_id, "target": action.pk,
           "seen_version": action.version, "before": action_fields(action), "fields": fields,
           "made_at": timezone.now(), **more}
    )  # fmt: skip


def copy_of(town, person):
    with as_member(town.coach) as actor:
        return take_day(actor, [person.pk], device="Phone")


def bring(town, copy, *edits):
    with as_member(town.coach) as actor:
        return bring_back(actor, copy, edits)


def test_a_copy_locks_after_24_hours_holds_only_ones_own_people_and_is_seen_by_them(town, ana, assigned):
    with acting_as_system("test"):
        other = Participant.objects.create(registered_by=town.agency, code="P-2")
        Consent.objects.create(
            participant=other, organization=town.agency, scopes=["profile", "support"],
            expires_at=timezone.now() + timedelta(days=9), basis="signed_form",
        )  # fmt: skip
    with as_member(town.coach) as actor:
        copy = take_day(actor, [ana.person.pk, other.pk])
        held = list(copy.people.values_list("participant_id", flat=True))
    assert held == [ana.person.pk], "nobody looks after the other one"
    assert copy.locks_at - copy.made_at == timedelta(hours=24)
    with as_self(ana):
        assert ReadLog.objects.get().what == "Taken along on a phone for a day"


def test_a_note_made_offline_is_written_once_however_often_it_comes(town, ana, assigned):
    copy, edit = copy_of(town, ana.person), note(ana.person)
    assert [row.outcome for row in bring(town, copy, edit)] == ["applied"]
    assert [row.outcome for row in bring(town, copy, edit, edit)] == ["applied", "applied"]
    with acting_as_system("test"):
        written = CaseNote.objects.get()
    assert written.made_offline
    assert written.happened_at == edit.made_at


def test_a_note_that_comes_twice_in_one_go_is_written_once(town, ana, assigned):
    copy, edit = copy_of(town, ana.person), note(ana.person)
    assert [row.outcome for row in bring(town, copy, edit, edit)] == ["applied", "applied"]
    with acting_as_system("test"):
        assert CaseNote.objects.count() == 1


def test_two_tabs_that_bring_the_same_edit_at_once_write_it_once(town, ana, assigned):
    copy, edit = copy_of(town, ana.person), note(ana.person)
    bring(town, copy, edit)
    with as_member(town.coach) as actor:  # the second tab looked before the first had written
        row = offline._bring(actor, copy, edit, {ana.person.pk})
    assert (row.pk, row.outcome) == (edit.id, "applied")
    with acting_as_system("test"):
        assert CaseNote.objects.count() == 1


@pytest.mark.parametrize(
    "clock",
    [
        datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=timezone_of(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone_of(timedelta(hours=-12))), datetime(1970, 1, 1, tzinfo=UTC),
    ],
)  # fmt: skip
def test_a_phone_whose_clock_is_years_off_loses_nothing(town, ana, assigned, clock):
    copy = copy_of(town, ana.person)
    fields = {"kind": "call", "text": "Called", "minutes": 5}
    rows = bring(town, copy, note(ana.person, made_at=clock, fields=fields), note(ana.person, text="Second"))
    assert [row.outcome for row in rows] == ["applied", "applied"]
    with acting_as_system("test"):
        for row in OfflineEdit.objects.all():
            assert timezone.now() - row.made_at < timedelta(minutes=5)
        assert {note.happened_at.year for note in CaseNote.objects.all()} == {timezone.now().year}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "soon"])
def test_a_day_that_nobody_plans_for_is_refused_as_on_the_page(town, ana, action, day):
    copy = copy_of(town, ana.person)
    [row] = bring(town, copy, change(action, {"due_on": day}))
    assert (row.outcome, row.participant_id) == ("refused", None)


def test_who_changes_their_own_offline_change_is_in_conflict_with_nobody(town, ana, action):
    copy, now = copy_of(town, ana.person), timezone.now()
    begun = change(action, {"state": "doing"}, made_at=now - timedelta(seconds=3))
    seen = action_fields(action) | {"state": "doing"}
    done = change(action, {"state": "done"}, before=seen, made_at=now - timedelta(seconds=2))
    assert [row.outcome for row in bring(town, copy, begun, done)] == ["applied", "applied"]
    with acting_as_system("test"):
        action.refresh_from_db()
    assert action.state == "done"


def test_an_action_that_nobody_changed_is_written(town, ana, action):
    copy = copy_of(town, ana.person)
    assert bring(town, copy, change(action, {"state": "done"}))[0].outcome == "applied"
    with acting_as_system("test"):
        action.refresh_from_db()
    assert (action.state, action.version) == ("done", 2)
    assert action.settled_at is not None


def test_what_both_changed_is_shown_and_overwrites_nothing_until_somebody_decides(town, ana, action):
    copy, edit = copy_of(town, ana.person), change(action, {"state": "done"})
    with as_self(ana) as actor:
        move_action(actor, action, "drop")
    [row] = bring(town, copy, edit)
    assert (row.outcome, row.clashes) == ("conflict", {"state": ["dropped", "done"]})
    with as_member(town.coach) as actor:
        action.refresh_from_db()
        assert action.state == "dropped"
        assert settle_conflict(actor, row, keep_mine=True).outcome == "kept_mine"
        action.refresh_from_db()
        assert action.state == "done"
        with pytest.raises(SupportError, match="decided already"):
            settle_conflict(actor, row, keep_mine=False)


def test_the_other_value_is_kept_where_the_coach_says_so(town, ana, action):
    copy, edit = copy_of(town, ana.person), change(action, {"state": "done"})
    with as_self(ana) as actor:
        move_action(actor, action, "drop")
    [row] = bring(town, copy, edit)
    with as_member(town.coach) as actor:
        assert settle_conflict(actor, row, keep_mine=False).outcome == "kept_theirs"
        action.refresh_from_db()
    assert action.state == "dropped"


def test_a_decision_that_did_not_see_the_newest_value_waits_once_more(town, ana, action):
    copy, edit = copy_of(town, ana.person), change(action, {"state": "done"})
    with as_self(ana) as actor:
        move_action(actor, action, "drop")
    [row] = bring(town, copy, edit)
    with as_self(ana) as actor:
        move_action(actor, action, "reopen")
        move_action(actor, action, "begin")
    with as_member(town.coach) as actor:
        again = settle_conflict(actor, row, keep_mine=True)
        assert (again.outcome, again.clashes) == ("conflict", {"state": ["doing", "done"]})
        assert settle_conflict(actor, again, keep_mine=True).outcome == "kept_mine"


@pytest.mark.parametrize("how", ["consent", "assignment"])
def test_nothing_is_stored_about_somebody_who_left_the_phone(town, ana, action, assigned, how):
    copy = copy_of(town, ana.person)
    if how == "consent":
        revoke(ana)
    else:
        with as_member(town.coach) as actor:
            end_assignment(actor, assigned)
    rows = bring(town, copy, note(ana.person, "Secret"), change(action, {"state": "done"}))
    assert [row.outcome for row in rows] == ["refused", "refused"]
    assert all("consent or the assignment ended" in row.reason for row in rows)
    with acting_as_system("test"):
        assert not CaseNote.objects.exists()
        assert (
            list(OfflineEdit.objects.values_list("participant", "fields", "target")) == [(None, {}, None)] * 2
        )


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ({"kind": "erase"}, "nothing that can be edited offline"),
        ({"fields": {"kind": "call", "text": ""}}, "at most 4000"),
        ({"fields": {"kind": "call", "text": ["x"]}}, "A note is text"),
        ({"fields": {"kind": "call", "text": "x", "minutes": "10"}}, "whole number"),
        ({"kind": "action", "fields": {"state": "flown"}}, "no such state"),
        ({"kind": "action", "fields": {"due_on": "tomorrow"}}, "“tomorrow” is not a day"),
        ({"kind": "action", "fields": {"text": ""}}, "at most 300"),
        ({"kind": "action", "fields": {"state": "done"}, "target": UUID(int=7)}, "not here any more"),
    ],
)
def test_one_that_cannot_be_stored_is_refused_in_words_and_takes_no_other_along(
    town, ana, assigned, edit, words
):
    copy = copy_of(town, ana.person)
    bad, good = note(ana.person, **edit), note(ana.person)
    rows = {row.pk: row for row in bring(town, copy, bad, good)}
    assert words in rows[bad.id].reason
    assert rows[good.id].outcome == "applied"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_a_character_that_no_database_keeps_holds_up_no_other_edit(town, ana, assigned, text):
    copy = copy_of(town, ana.person)
    rows = bring(
        town, copy, note(ana.person, text), note(ana.person, kind="no\x00te"), note(ana.person, "Fine")
    )
    assert [row.outcome for row in rows] == ["refused", "refused", "applied"]
    assert "Write it once more" in rows[0].reason


def test_too_many_at_once_and_anothers_copy_are_refused(town, ana, assigned):
    copy = copy_of(town, ana.person)
    with pytest.raises(SupportError, match="at most 500"):
        bring(town, copy, *(note(ana.person) for _ in range(MOST_EDITS + 1)))
    with as_member(town.manager) as actor, pytest.raises(SupportError, match="somebody else"):
        bring_back(actor, copy, [])


def test_copies_and_edits_are_their_coachs_alone(town, ana, assigned, as_web_role):
    copy = copy_of(town, ana.person)
    bring(town, copy, note(ana.person))
    with as_member(town.manager) as actor:
        assert not OfflineEdit.objects.exists()
        with pytest.raises(Error), transaction.atomic():
            OfflineEdit.objects.create(
                id=uuid4(), copy=copy, organization=town.agency, coach=town.coach.user, kind="note",
                made_at=timezone.now(), outcome="applied",
            )  # fmt: skip
        end_copy(actor, copy)
    with as_member(town.coach) as actor:
        copy.refresh_from_db()
        assert copy.ended_at is None, "a manager sees no copy, so they ended none"
        end_copy(actor, copy)
        copy.refresh_from_db()
        assert copy.ended_at is not None
    with as_self(ana) as actor, pytest.raises(PermissionDenied):
        take_day(actor, [ana.person.pk])


@pytest.mark.parametrize("edits", [250, pytest.param(1000, marks=pytest.mark.slow)])
def test_many_edits_of_three_coaches_in_any_order_lose_nothing(town, ana, edits):
    """Three coaches hand one another their people; each edits offline what they saw, and all come back shuffled."""
    luck = random.Random(20261130)  # noqa: S311 - repeatable, no secret
    with acting_as_system("test"):
        coaches = [town.coach.user]
        for number in (2, 3):
            user = User.objects.create_user(f"coach{number}@example.org", name=f"Coach {number}")
            Membership.objects.create(user=user, organization=town.agency, role="coach")
            coaches.append(user)
        goal = Goal.objects.create(
            participant=ana.person, organization=town.agency, need="food", is_sensitive=False, own_words="x"
        )
        actions = [
            GoalAction.objects.create(goal=goal, participant=ana.person, text=f"a{n}") for n in range(40)
        ]
    copies, sent = {}, []
    for coach in coaches:
        with as_member(town.manager) as actor:
            assign(actor, ana.person, coach)
        with acting_as(coach, town.agency, role="coach") as actor:
            copies[coach.pk] = take_day(actor, [ana.person.pk])
    for number in range(edits):
        coach, row = luck.choice(coaches), luck.choice(actions)
        if luck.random() < 0.3:
            sent.append((coach, note(ana.person, f"note {number}")))
            continue
        fields = luck.choice(
            [{"state": luck.choice(["todo", "doing", "done", "dropped"])}, {"text": f"t{luck.randrange(4)}"},
             {"due_on": f"2027-01-0{luck.randrange(1, 9)}"}, {"state": "done", "text": f"t{number}"}]
        )  # fmt: skip
        sent.append((coach, change(row, fields)))
    luck.shuffle(sent)
    outcomes = {}
    for start in range(0, len(sent), 50):
        batch = sent[start : start + 50]
        for coach in coaches:
            with as_member(town.manager) as actor:
                assign(actor, ana.person, coach)
            mine = [edit for who, edit in batch if who == coach]
            with acting_as(coach, town.agency, role="coach") as actor:
                outcomes |= {row.pk: row for row in bring_back(actor, copies[coach.pk], mine)}
    assert set(outcomes) == {edit.id for _coach, edit in sent}, "none is lost"
    assert {row.outcome for row in outcomes.values()} == {"applied", "conflict"}
    with acting_as_system("test"):
        notes = {row.text for row in CaseNote.objects.all()}
        assert notes == {edit.fields["text"] for _coach, edit in sent if edit.kind == "note"}
        for row in actions:
            applied = [
                edit for _, edit in sent if edit.target == row.pk and outcomes[edit.id].outcome == "applied"
            ]
            _stood_there(row, applied)


def _stood_there(row, applied):
    """See in the history that every applied value stood there, and that no field left its first value twice."""
    history = row.pgh_event_model.objects.filter(pgh_obj_id=row.pk)
    seen = [action_fields(event) for event in history]
    for edit in applied:
        for name, value in edit.fields.items():
            assert value in {each[name] for each in seen}
    assert len(seen) <= 4, "each field left its first value once; every other try is a conflict"
