"""Case notes by the scope that their author chose; a note with a goal and a sum in one go; who looks after whom."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.db.models import Sum
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.support.actions import notes
from gainful.domain.support.actions.goals import ActionTerms, add_goal
from gainful.domain.support.actions.money import Ask
from gainful.domain.support.actions.notes import (
    NoteText,
    Together,
    add_note,
    assign,
    end_assignment,
    set_caseload,
    write_together,
)
from gainful.domain.support.coaches import coaches_of
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Assignment, CaseNote, Goal, MoneyRequest
from gainful.domain.support.plan_queries import caseload, notes_of
from tests.helped import as_member, as_self, open_ana, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "open_ana", "town"]


@pytest.fixture
def second(town):
    """Another coach of the agency."""
    with acting_as_system("test"):
        user = User.objects.create_user("second@example.org", name="Second")
        Membership.objects.create(user=user, organization=town.agency, role="coach")
    return user


def test_a_note_is_read_by_whom_its_author_chose(town, ana, second, as_web_role):
    with as_member(town.coach) as actor:
        for shared in ("author", "agency", "person"):
            add_note(actor, ana.person, NoteText("call", f"for {shared}", shared))
        assert CaseNote.objects.count() == 3
    with acting_as(second, town.agency, role="coach"):
        assert sorted(note.text for note in CaseNote.objects.all()) == ["for agency", "for person"]
        assert CaseNote.pgh_event_model.objects.count() == 2
    with as_self(ana):
        assert [note.text for note in CaseNote.objects.all()] == ["for person"]
    with as_member(town.stranger):
        assert not CaseNote.objects.exists()
    revoke(ana)
    with as_member(town.coach):
        assert not CaseNote.objects.exists()


def test_a_note_is_never_changed_a_later_one_corrects_it(town, ana, as_web_role):
    with as_member(town.coach) as actor:
        first = add_note(actor, ana.person, NoteText("call", "She starts Monday"))
        with pytest.raises(Error), transaction.atomic():
            CaseNote.objects.update(text="x")
        with pytest.raises(Error), transaction.atomic():
            CaseNote.objects.all().delete()
        assert add_note(actor, ana.person, NoteText("call", "Tuesday", corrects=first)).corrects == first


def minutes_in_ledger():
    with acting_as_system("test"):
        return LedgerRow.objects.filter(source_kind="case_note").aggregate(sum=Sum("minutes"))["sum"]


def test_time_of_a_note_that_was_corrected_counts_once(town, ana, as_web_role):
    with as_member(town.coach) as actor:
        first = add_note(actor, ana.person, NoteText("meeting", "On Monday", minutes=90))
        second = add_note(actor, ana.person, NoteText("call", "It was a call", minutes=30, corrects=first))
        assert second.happened_at == first.happened_at
        assert minutes_in_ledger() == 30
        third = add_note(actor, ana.person, NoteText("call", "With her mother", corrects=second))
        assert (third.minutes, minutes_in_ledger()) == (30, 30)
        add_note(actor, ana.person, NoteText("no_answer", "Nobody was there", minutes=0, corrects=third))
        assert minutes_in_ledger() == 0
        assert [note.is_corrected for note in notes_of(ana.person).order_by("created_at")] == [
            True, True, True, False,
        ]  # fmt: skip


def test_a_note_is_corrected_once_by_one_who_reads_it_for_all_who_read_it(town, ana, second, as_web_role):
    with acting_as_system("test"):
        other = Participant.objects.create(registered_by=town.agency, code="P-2", name="Bo")
        Consent.objects.create(
            participant=other, organization=town.agency, scopes=["profile", "support"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
    with as_member(town.coach) as actor:
        first = add_note(actor, ana.person, NoteText("call", "Court on Friday", "person", minutes=5))
        with pytest.raises(SupportError, match="about another person"):
            add_note(actor, other, NoteText("call", "x", "person", corrects=first))
        with pytest.raises(SupportError, match="must read its correction") as narrower:
            add_note(actor, ana.person, NoteText("call", "x", "agency", corrects=first))
        assert narrower.value.field == "shared_with"
        add_note(actor, ana.person, NoteText("call", "On Monday", "person", corrects=first))
        mine = add_note(actor, ana.person, NoteText("call", "A thought", "agency", minutes=5))
    with acting_as(second, town.agency, role="coach") as actor:
        with pytest.raises(SupportError, match="corrected already"):
            add_note(actor, ana.person, NoteText("call", "On Tuesday", "person", corrects=first))
        hidden = NoteText(
            "call", "y", "author", corrects=add_note(actor, ana.person, NoteText("call", "z", "author"))
        )
        add_note(actor, ana.person, hidden)
        add_note(actor, ana.person, NoteText("call", "Theirs", "agency", corrects=mine))
    assert minutes_in_ledger() == 10


def test_of_two_corrections_at_once_the_first_stands(town, ana, monkeypatch):
    with as_member(town.coach) as actor:
        first = add_note(actor, ana.person, NoteText("call", "x", minutes=5))
        add_note(actor, ana.person, NoteText("call", "y", minutes=7, corrects=first))
        monkeypatch.setattr(notes, "_in_place_of", lambda _wrong, given, *_more: given)
        with pytest.raises(SupportError, match="corrected already"):
            add_note(actor, ana.person, NoteText("call", "z", minutes=9, corrects=first))
    assert minutes_in_ledger() == 7


def test_of_two_notes_with_one_number_at_once_the_first_stands(town, ana, monkeypatch):
    said = NoteText("call", "Called", key=uuid4())
    with as_member(town.coach) as actor:
        first = add_note(actor, ana.person, said)
        assert add_note(actor, ana.person, said) == first
        monkeypatch.setattr(notes, "sent_before", lambda *_given, **_same: None)
        with pytest.raises(SupportError, match="sent already"):
            add_note(actor, ana.person, said)
        assert CaseNote.objects.count() == 1


def test_nobody_writes_in_anothers_name(town, ana, second, as_web_role):
    with as_member(town.coach), pytest.raises(Error, match="row-level security"), transaction.atomic():
        CaseNote.objects.create(
            participant=ana.person,
            organization=town.agency,
            author=second,
            author_name="S",
            kind="call",
            text="x",
        )


def test_a_sensitive_note_needs_the_scope(town, open_ana, as_web_role):
    with as_member(town.coach) as actor:
        add_note(actor, open_ana.person, NoteText("call", "Court on Friday", need="legal"))
    scopes(open_ana, "profile", "support")
    with as_member(town.coach) as actor:
        assert not CaseNote.objects.exists()
        with pytest.raises(NotAllowedError, match="not agreed to share"):
            add_note(actor, open_ana.person, NoteText("call", "x", need="health"))


@pytest.mark.parametrize(
    ("note", "field"),
    [
        (NoteText("dance", "x"), "kind"),
        (NoteText("call", " "), "text"),
        (NoteText("call", "x" * 4001), "text"),
        (NoteText("call", "x", "everybody"), "shared_with"),
        (NoteText("call", "x", need="moon"), "need"),
        (NoteText("call", "x", minutes=1441), "minutes"),
        (NoteText("call", "x", happened_at=timezone.now() + timedelta(hours=1)), "happened_at"),
    ],
)
def test_a_note_that_cannot_be_is_refused_with_its_field(town, ana, note, field):
    with as_member(town.coach) as actor, pytest.raises(SupportError) as refused:
        add_note(actor, ana.person, note)
    assert refused.value.field == field


def test_a_coachs_time_stands_in_the_ledger(town, ana):
    with as_member(town.coach) as actor:
        add_note(actor, ana.person, NoteText("meeting", "Looked at bus lines", minutes=25))
    with acting_as_system("test"):
        row = LedgerRow.objects.get()
    assert (row.part, row.minutes, row.cost, row.source_kind) == ("support", 25, None, "case_note")


def test_a_note_a_goal_an_action_and_a_sum_in_one_go(town, ana):
    with as_member(town.coach) as actor:
        made = write_together(
            actor, ana.person,
            Together(
                NoteText("meeting", "She needs a pass"), goal_need="transport", goal_own_words="Be on time",
                action=ActionTerms("Buy the pass", "coach"), money=Ask("transport", Decimal(90), "Bus pass"),
            ),
        )  # fmt: skip
    assert made.note.goal == made.goal == made.action.goal
    assert made.money.state == "asked"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"note": NoteText("meeting", "")}, "text"),
        ({"goal_need": ""}, "goal_need"),
        ({"goal_need": "", "goal_own_words": ""}, "goal_need"),
        ({"action": ActionTerms("")}, "text"),
        ({"money": Ask("transport", Decimal(0), "x")}, "amount"),
    ],
)
def test_of_what_is_written_in_one_go_all_or_nothing_is_stored(town, ana, wrong, field):
    good = {
        "note": NoteText("meeting", "She needs a pass"), "goal_need": "transport", "goal_own_words": "Be on time",
        "action": ActionTerms("Buy the pass"), "money": Ask("transport", Decimal(90), "Bus pass"),
    }  # fmt: skip
    with as_member(town.coach) as actor, pytest.raises(SupportError) as refused:
        write_together(actor, ana.person, Together(**{**good, **wrong}))
    assert refused.value.field == field
    with acting_as_system("test"):
        assert not CaseNote.objects.exists()
        assert not Goal.objects.exists()
        assert not MoneyRequest.objects.exists()


def test_the_person_and_an_employer_write_no_case_notes(town, ana):
    for who in (as_self(ana), as_member(town.employer)):
        with who as actor, pytest.raises(PermissionDenied):
            add_note(actor, ana.person, NoteText("call", "x"))


def test_a_coach_takes_on_somebody_who_has_nobody_and_a_manager_hands_over(town, ana, second):
    with as_member(town.coach) as actor:
        mine = assign(actor, ana.person)
        assert assign(actor, ana.person).pk == mine.pk
    with acting_as(second, town.agency, role="coach") as actor:
        with pytest.raises(NotAllowedError, match="Coach looks after them already"):
            assign(actor, ana.person)
        with pytest.raises(PermissionDenied):
            end_assignment(actor, mine)
        with pytest.raises(PermissionDenied):
            assign(actor, ana.person, town.coach.user)
    with as_member(town.manager) as actor:
        theirs = assign(actor, ana.person, second)
        with pytest.raises(SupportError, match="no coach of this agency"):
            assign(actor, ana.person, town.employer.user)
    with acting_as_system("test"):
        assert list(Assignment.objects.filter(ended_at=None)) == [theirs]
    with as_self(ana):
        assert Assignment.objects.get(ended_at=None).coach_name == "Second"


def test_a_manager_says_how_many_a_coach_can_look_after(town):
    with as_member(town.manager) as actor:
        row = set_caseload(actor, town.coach.user, most=40, languages=["ES", " en ", ""])
        assert (row.most, row.languages) == (40, ["en", "es"])
        with pytest.raises(SupportError, match="0 to 1,000"):
            set_caseload(actor, town.coach.user, most=1001, languages=[])
    with as_member(town.coach) as actor, pytest.raises(PermissionDenied):
        set_caseload(actor, town.coach.user, most=1, languages=[])


def test_people_of_a_manager_have_somebody_and_those_of_a_former_coach_have_nobody(town, ana, second):
    def nobody():
        found = caseload(actor, list(coaches_of(actor)), with_lost=True)
        return found.unassigned, [move.why for move, *_ in found.moves]

    with as_member(town.manager) as actor:
        assert {user.pk for user in coaches_of(actor)} == {town.coach.user.pk, second.pk}
        assign(actor, ana.person)
        assert nobody() == (0, [])
        assign(actor, ana.person, second)
    with acting_as_system("test"):
        Membership.objects.filter(user=second).update(ended_at=timezone.now())
    with as_member(town.manager) as actor:
        assert {user.pk for user in coaches_of(actor)} == {town.coach.user.pk}
        assert nobody() == (1, ["Nobody looks after them yet."])


def test_a_goal_may_be_named_in_a_note(town, ana):
    with as_self(ana) as actor:
        goal = add_goal(actor, ana.person, need="food", own_words="Eat well")
    with as_member(town.coach) as actor:
        made = write_together(
            actor,
            ana.person,
            Together(NoteText("call", "Pantry", goal=goal), action=ActionTerms("Go on Friday")),
        )
    assert made.action.goal == goal
