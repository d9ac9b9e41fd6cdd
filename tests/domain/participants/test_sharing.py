"""A second agency asks, is granted, looks, is seen, sees less; a record opened in an emergency is reviewed."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.messages.duties import do_all
from gainful.domain.messages.models import Message
from gainful.domain.organizations.models import Membership
from gainful.domain.participants import queries, sharing_queries
from gainful.domain.participants.actions import (
    ask_access,
    break_glass,
    export_my_data,
    grant_access,
    leave,
    narrow_consent,
    record_read,
    refuse_access,
    review_emergency,
    withdraw_access,
)
from gainful.domain.participants.actions.erase_person import erase
from gainful.domain.participants.models import (
    AccessRequest,
    Barrier,
    Consent,
    EmergencyAccess,
    Participant,
    WorkHistory,
)
from tests.helped import as_member, as_self, revoke
from tests.person import ana
from tests.side_by_side import one_waits_for_the_other, own_database
from tests.town import build_town, town

__all__ = ["ana", "own_database", "town"]
DANGER = "Their partner came to our office and threatened them"


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def asked(town, **given):
    fields = {
        "email": "Ana@Example.org",
        "scopes": ["profile", "support"],
        "purpose": "A place to live",
        "until": soon(),
    }
    with as_member(town.stranger) as actor:
        return ask_access(actor, **{**fields, **given})


def granted(town, ana, scopes=("profile", "support")):
    row = asked(town)
    with as_self(ana) as actor:
        return grant_access(actor, ana.person, row, scopes=list(scopes), until=soon())


def seen(who, ana):
    """Return what staff see of the person: the record, a job, a need."""
    with as_member(who):
        return (
            Participant.objects.filter(pk=ana.person.pk).count(),
            WorkHistory.objects.filter(participant=ana.person).count(),
            Barrier.objects.filter(participant=ana.person).count(),
        )


@pytest.fixture
def full(ana):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Welder")
        Barrier.objects.create(participant=ana.person, kind="transport")
    return ana


def test_an_agency_asks_is_granted_is_narrowed_and_sees_less_at_once(town, full):
    assert seen(town.stranger, full) == (0, 0, 0)
    consent = granted(town, full)
    assert (consent.purpose, consent.scopes) == ("A place to live", ["profile", "support"])
    assert seen(town.stranger, full) == (1, 1, 1)
    with as_member(town.stranger) as actor:
        before = timezone.now()
        record_read(actor, full.person, what="Record opened")
    with as_self(full) as actor:
        look = queries.reads_of(full.person).first()
        assert (look.organization_name, look.what) == ("Prairie Workforce", "Record opened")
        assert timedelta() <= look.at - before < timedelta(seconds=1)
        rest = narrow_consent(actor, consent, without="support")
        assert (rest.scopes, rest.purpose, rest.expires_at) == (
            ["profile"],
            "A place to live",
            consent.expires_at,
        )
    assert seen(town.stranger, full) == (1, 1, 0)
    with as_self(full) as actor:
        assert narrow_consent(actor, rest, without="profile") is None
    assert seen(town.stranger, full) == (0, 0, 0)
    assert seen(town.coach, full) == (1, 1, 1)


def test_the_person_is_told_and_the_agency_learns_nothing_from_it(town, ana):
    row, other = asked(town), asked(town, email="nobody@example.org")
    do_all(timezone.now())
    with as_self(ana):
        text = Message.objects.get(kind="access_asked").text
        assert {"Prairie Workforce", "A place to live"} == {
            each for each in ("Prairie Workforce", "A place to live") if each in text
        }
    with as_member(town.stranger) as actor:
        assert not Message.objects.filter(kind="access_asked").exists()
        found = {
            each.pk: (each.state, each.told_at is None) for each in sharing_queries.access_requests(actor)
        }
    assert found == {row.pk: ("asked", False), other.pk: ("asked", False)}
    with as_self(ana) as actor:
        assert [each.pk for each in sharing_queries.asked_of_me(actor)] == [row.pk]
        refuse_access(actor, ana.person, row)
    assert seen(town.stranger, ana)[0] == 0


def test_a_request_without_an_answer_ends_after_thirty_days(town, ana):
    row = asked(town)
    do_all(timezone.now())
    do_all(timezone.now() + timedelta(days=29))
    with acting_as_system("test"):
        assert AccessRequest.objects.get(pk=row.pk).state == "asked"
    do_all(timezone.now() + timedelta(days=31))
    with as_self(ana) as actor:
        row.refresh_from_db()
        assert row.state == "lapsed"
        with pytest.raises(ValidationError, match="No answer came"):
            grant_access(actor, ana.person, row, scopes=["profile"], until=soon())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": "nobody"}, "This is no email address"),
        ({"scopes": []}, "Choose at least one part"),
        ({"purpose": "  "}, "Say what for"),
        ({"purpose": "x" * 201}, "at most 200 characters"),
        ({"until": soon(0)}, "Choose a day in the future"),
        ({"until": soon(2000)}, "within five years"),
    ],
)
def test_a_request_says_what_is_missing(town, given, words):
    with pytest.raises(ValidationError, match=words):
        asked(town, **given)


def test_one_address_is_asked_once_and_a_request_is_taken_back(town, ana):
    row = asked(town)
    with pytest.raises(ValidationError, match="asked this address already"):
        asked(town, email="ana@EXAMPLE.org")
    with as_member(town.coach) as actor, pytest.raises(PermissionDenied, match="agency that asked"):
        withdraw_access(actor, row)
    with as_member(town.stranger) as actor:
        withdraw_access(actor, row)
        with pytest.raises(ValidationError, match="not open any more"):
            withdraw_access(actor, row)
    asked(town)


def test_the_person_gives_no_more_than_was_asked_and_nobody_answers_for_them(town, ana):
    row = asked(town, scopes=["profile"])
    with as_self(ana) as actor:
        with pytest.raises(ValidationError, match="did not ask for this: support"):
            grant_access(actor, ana.person, row, scopes=["profile", "support"], until=soon())
        with pytest.raises(ValidationError, match="asked for less time"):
            grant_access(actor, ana.person, row, scopes=["profile"], until=soon(31))
    for who in (town.coach, town.manager, town.stranger, town.operator, town.employer):
        with as_member(who) as actor:
            with pytest.raises(PermissionDenied):
                grant_access(actor, ana.person, row, scopes=["profile"], until=soon())
            with pytest.raises(PermissionDenied):
                refuse_access(actor, ana.person, row)
            with pytest.raises(PermissionDenied):
                narrow_consent(actor, ana.consent, without="profile")
            with pytest.raises(PermissionDenied):
                leave(actor, ana.person)


@pytest.mark.parametrize("role", ["operator", "employer"])
def test_who_may_not_ask(town, role):
    who = getattr(town, role)
    with as_member(who) as actor, pytest.raises(PermissionDenied):
        ask_access(actor, email="a@example.org", scopes=["profile"], purpose="x", until=soon())
    with as_member(who) as actor, pytest.raises(PermissionDenied):
        break_glass(actor, "P-1", DANGER)


def test_whoever_leaves_is_seen_by_nobody_and_can_come_back(town, full):
    granted(town, full)
    waiting = asked(town)
    with as_self(full) as actor:
        assert leave(actor, full.person) == 2
    assert seen(town.stranger, full) == seen(town.coach, full) == (0, 0, 0)
    with as_self(full) as actor:
        waiting.refresh_from_db()
        assert waiting.state == "refused"
        assert WorkHistory.objects.count() == 1
        assert leave(actor, full.person) == 0


def _manager(town):
    with acting_as_system("test"):
        user = User.objects.create_user("second@example.org", name="Second")
        Membership.objects.create(user=user, organization=town.agency, role="program_manager")
    return SimpleNamespace(user=user, organization=town.agency, role="program_manager")


@pytest.mark.parametrize("named", ["P-1", " ANA@example.org "])
def test_in_an_emergency_a_record_opens_for_a_day_is_told_and_reviewed(town, full, named):
    revoke(full)
    assert seen(town.coach, full) == (0, 0, 0)
    with as_member(town.coach) as actor:
        row = break_glass(actor, named, DANGER)
        assert timedelta(hours=23) < row.ends_at - timezone.now() <= timedelta(hours=24)
    assert seen(town.coach, full) == (1, 1, 1)
    do_all(timezone.now())
    with as_self(full):
        assert DANGER in Message.objects.get(kind="emergency_look").text
        assert queries.reads_of(full.person).first().reason == DANGER
    with as_member(town.coach) as actor, pytest.raises(PermissionDenied):
        review_emergency(actor, row, justified=True, note="x")
    with as_member(town.manager) as actor:
        assert Message.objects.filter(kind="emergency_review", user=actor.user).exists()
        with pytest.raises(ValidationError, match="Write what you found"):
            review_emergency(actor, row, justified=False, note=" ")
        review_emergency(actor, row, justified=False, note="Nobody was in danger")
        with pytest.raises(ValidationError, match="not open any more"):
            review_emergency(actor, row, justified=True, note="x")
    assert seen(town.coach, full) == (0, 0, 0)
    with as_self(full):
        found = sharing_queries.emergencies_of(full.person).get()
        assert (found.state, found.review_note) == ("not_justified", "Nobody was in danger")


def test_nobody_reviews_their_own_look(town, ana):
    revoke(ana)
    with as_member(town.manager) as actor:
        row = break_glass(actor, "P-1", DANGER)
        with pytest.raises(ValidationError, match="Somebody else reviews"):
            review_emergency(actor, row, justified=True, note="x")
    with as_member(_manager(town)) as actor:
        assert review_emergency(actor, row, justified=True, note="Called the police").state == "justified"
    assert seen(town.coach, ana)[0] == 1


def test_an_emergency_opens_nothing_where_the_agency_never_worked_with_them(town, ana):
    with as_member(town.stranger) as actor:
        for named in ("P-1", "ana@example.org", "nobody@example.org", ""):
            with pytest.raises(ValidationError, match="Nothing was opened"):
                break_glass(actor, named, DANGER)
    with as_member(town.coach) as actor:
        with pytest.raises(ValidationError, match="Nothing was opened"):
            break_glass(actor, "P-1", DANGER)  # seen already
        with pytest.raises(ValidationError, match="Say who is in what danger"):
            break_glass(actor, "P-1", "urgent")
    with acting_as_system("test"):
        assert not EmergencyAccess.objects.exists()


def test_an_erasure_takes_requests_and_looks_along(town, ana):
    asked(town)
    revoke(ana)
    with as_member(town.coach) as actor:
        break_glass(actor, "P-1", DANGER)
    erase(ana.person.pk, asked_by="test", reason="asked")
    with acting_as_system("test"):
        assert not AccessRequest.objects.exists()
        assert not EmergencyAccess.objects.exists()
        assert not AccessRequest.pgh_event_model.objects.exists()


def test_two_tabs_that_stop_two_parts_stop_both(own_database):
    town = build_town()
    with acting_as_system("test"):
        user = User.objects.create_user("ana@example.org", name="Ana")
        person = Participant.objects.create(registered_by=town.agency, code="P-1", name="Ana", user=user)
        consent = Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile", "matching", "support"],
            expires_at=timezone.now() + timedelta(days=90), basis="own_account",
        )  # fmt: skip

    def stop(part):
        return lambda actor: narrow_consent(
            actor,
            Consent.objects.select_related("participant", "organization").get(pk=consent.pk),
            without=part,
        )

    def me():
        return acting_as(user, None, role="participant")

    came = one_waits_for_the_other((me, stop("support")), (me, stop("matching")))
    assert isinstance(came[1], ValidationError), came
    with acting_as_system("test"):
        open_ones = Consent.objects.filter(participant=person, revoked_at=None)
        assert [each.scopes for each in open_ones] == [["profile", "matching"]]


def test_a_request_until_the_last_day_that_can_be_asked_for_can_be_granted(town, ana):
    last = timezone.localdate() + timedelta(days=5 * 366)
    row = asked(town, until=last)
    with as_self(ana) as actor:
        consent = grant_access(actor, ana.person, row, scopes=["profile"], until=last)
    assert timezone.localdate(consent.expires_at) == last


def test_emergencies_stand_in_the_persons_own_file(town, ana):
    revoke(ana)
    with as_member(town.coach) as actor:
        break_glass(actor, "P-1", DANGER)
    with as_self(ana) as actor:
        assert [row["reason"] for row in export_my_data(actor, ana.person)["emergencies"]] == [DANGER]
