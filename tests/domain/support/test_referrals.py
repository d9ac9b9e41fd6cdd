"""A referral from the letter to what came of it, each step by whoever may take it, every refusal in its words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.links import LinkClosed, acting_through
from gainful.domain.messages.models import ContactRules, Message, Request, SignedLink
from gainful.domain.participants.actions import revoke_consent
from gainful.domain.participants.actions.erase_person import erase
from gainful.domain.support import queries
from gainful.domain.support.actions import (
    About,
    By,
    Sending,
    Slot,
    accept_referral,
    book,
    change_status,
    close_referral,
    decline_referral,
    hand_over,
    mark_received,
    send_referral,
    set_places,
    share,
    withdraw_referral,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Referral, ReferralStep, Service
from gainful.engine.support.fit import Why

pytestmark = pytest.mark.usefixtures("as_web_role")
DESK = "desk@bright.example.org"


def through(help_, token=None):
    return acting_through(token or help_.token(), "browser")


def test_sent_asks_the_service_without_naming_the_person_and_takes_a_place(help_):
    referral = help_.send()
    assert (referral.state, referral.holds_place, help_.free()) == ("sent", True, 0)
    ((kind, letter),) = help_.letters(DESK)
    assert kind == "request"
    assert "Harbor Workforce refers a person to you: Child care." in letter
    assert "Ana" not in letter
    assert "0101" not in letter


def test_the_service_answers_by_link_and_says_what_came_of_it(help_):
    referral = help_.send()
    with through(help_) as (link, actor):
        found = queries.linked_referral(link.about_id)
        person = queries.referred_person()
        assert (person.name, person.phone, person.email) == ("Ana Silva", "612-555-0101", "")
        accept_referral(actor, found, note="From Monday", by=By("Kim", link.pk))
    assert help_.fresh(referral).state == "accepted"
    help_.tick(timezone.now())
    assert "Thank you for taking the person." in help_.letters(DESK, "referral_link")[0][1]
    assert any("Evening care said yes." in text for _kind, text in help_.letters("coach@example.org"))
    with through(help_) as (link, actor):
        mark_received(actor, queries.linked_referral(link.about_id), by=By("Kim", link.pk))
    done = help_.fresh(referral)
    assert (done.state, done.outcome, done.received_said_by, help_.free()) == (
        "received",
        "received",
        "provider",
        1,
    )
    with help_.as_() as actor:
        closed = close_referral(actor, queries.referral(referral.pk), got_it=None)
        assert (closed.state, closed.outcome) == ("closed", "received")
        assert [step.verb for step in queries.steps_of(referral)] == ["send", "accept", "receive", "close"]
        assert [step.who for step in queries.steps_of(referral)][1:3] == ["Kim", "Kim"]
        delivery = queries.directory_delivery(actor)
        assert (delivery.sent, delivery.received, delivery.percent) == (1, 1, 100)


def test_a_directory_of_many_referrals_is_judged_by_the_latest(help_, monkeypatch):
    first = help_.send()
    with help_.as_() as actor:
        accept_referral(actor, queries.referral(first.pk))
        mark_received(actor, queries.referral(first.pk))
        close_referral(actor, queries.referral(first.pk), got_it=None)
    help_.send()
    monkeypatch.setattr(queries, "DELIVERY_OF", 1)
    with help_.as_() as actor:
        delivery = queries.directory_delivery(actor)
    assert (delivery.sent, delivery.received, delivery.waiting) == (1, 0, 1)


def test_a_second_answer_is_refused_in_words(help_):
    help_.send()
    with through(help_) as (link, actor):
        accept_referral(actor, queries.linked_referral(link.about_id))
        with pytest.raises(NotAllowedError, match="while the referral is “Accepted”"):
            accept_referral(actor, queries.linked_referral(link.about_id))


def test_two_who_answer_at_once_come_one_after_the_other(help_):
    referral = help_.send()
    with help_.as_() as actor:
        stale = queries.referral(referral.pk)
        accept_referral(actor, queries.referral(referral.pk))
        with pytest.raises(NotAllowedError, match="not open"):
            accept_referral(actor, stale)


def test_after_a_refusal_the_place_is_free_and_the_next_service_is_proposed(help_):
    second = help_.make("Day care", places=5, places_free=5)
    help_.make("Pantry", needs=["food"])
    referral = help_.send()
    with through(help_) as (link, actor):
        row = queries.linked_referral(link.about_id)
        with pytest.raises(SupportError, match="Choose why"):
            decline_referral(actor, row, reason="not_wanted")
        decline_referral(actor, row, reason="full", note="Until May")
    assert help_.free() == 1
    with help_.as_() as actor:
        row = queries.referral(referral.pk)
        assert (row.outcome, row.declined_by) == ("declined_by_provider", "provider")
        (choice,) = queries.next_steps(actor, row)
        assert choice.service == second
        assert Why.NEAR in choice.fit.reasons
        follow = send_referral(actor, help_.ana.person, second, Sending("child_care", "verbal", follows=row))
        assert follow.follows == row
    help_.tick(timezone.now())
    assert any("it names the next step" in text for _kind, text in help_.letters("coach@example.org"))
    assert any("says nothing about you" in text for _kind, text in help_.letters("ana@example.org"))


def test_no_answer_gives_the_place_back_and_a_late_yes_is_still_a_yes(help_):
    referral = help_.send()
    later = timezone.now() + timedelta(days=11)
    help_.tick(later)
    gone = help_.fresh(referral)
    assert (gone.state, gone.outcome, help_.free()) == ("no_answer", "no_answer", 1)
    with help_.as_() as actor:
        assert accept_referral(actor, queries.referral(referral.pk)).state == "accepted"
    assert (help_.free(), help_.fresh(referral).holds_place) == (0, True), "whoever comes takes the place"
    with help_.as_() as actor:
        decline_referral(actor, queries.referral(referral.pk), reason="not_wanted", side="person")
    assert help_.free() == 1


def test_a_late_yes_where_no_place_is_left_is_a_yes_without_a_place(help_):
    referral = help_.send()
    help_.tick(timezone.now() + timedelta(days=11))
    with help_.as_() as actor:
        set_places(actor, help_.service, 1, 0)
        assert accept_referral(actor, queries.referral(referral.pk)).state == "accepted"
    assert (help_.free(), help_.fresh(referral).holds_place) == (0, False)


def test_the_last_place_goes_once(help_, ana, town):
    help_.send()
    with help_.as_() as actor, pytest.raises(SupportError, match="All places of Evening care are taken"):
        send_referral(
            actor, ana.person, Service.objects.get(pk=help_.service.pk), Sending("family", "verbal")
        )
    with help_.as_() as actor:
        stale = Service.objects.get(pk=help_.service.pk)
        stale.places_free = 1  # as a page showed it before somebody else took it
        with pytest.raises(SupportError, match="last place of Evening care was taken a moment ago"):
            send_referral(actor, ana.person, stale, Sending("family", "verbal"))


def test_places_are_counted_by_referrals_alone(help_, town):
    with help_.as_() as actor:
        with pytest.raises(DatabaseError, match="places are counted"), transaction.atomic():
            Service.objects.filter(pk=help_.service.pk).update(places_free=2)
        row = set_places(actor, help_.service, 10, 4)
        assert (row.places, row.places_free) == (10, 4)
        with pytest.raises(SupportError, match="more free places than places"):
            set_places(actor, help_.service, 3, 4)
        with pytest.raises(SupportError, match="Say both"):
            set_places(actor, help_.service, 3, None)
        assert set_places(actor, help_.service, None, None).places_free is None
    assert help_.send().holds_place is False  # nobody counts


def test_an_emergency_waits_for_no_place_and_no_hour(help_):
    with help_.as_() as actor:
        set_places(actor, help_.service, 1, 0)
    referral = help_.send(urgency="emergency")
    assert (referral.holds_place, help_.free()) == (False, 0)
    with acting_as_system("test"):
        letter = Message.objects.get(address=DESK, kind="emergency")
        assert letter.not_before <= timezone.now()
        assert Request.objects.get(about_id=str(referral.pk)).kind == "referral_now"
    assert "needs help now" in help_.letters(DESK, "emergency")[0][1]


def test_the_person_says_no_takes_back_and_chooses_what_is_shared(help_):
    referral = help_.send(share_email=True)
    with help_.as_ana() as actor:
        row = queries.referral(referral.pk)
        share(actor, row, name=False, phone=False, email=False)
    with through(help_) as (_link, _actor):
        person = queries.referred_person()
        assert (person.name, person.phone, person.email, person.is_reached_by_agency) == ("", "", "", True)
    with help_.as_ana() as actor:
        decline_referral(actor, queries.referral(referral.pk), reason="too_far", note="Two buses")
    assert help_.fresh(referral).outcome == "declined_by_person"
    with through(help_) as (link, actor):
        assert queries.referred_person() is None
        with pytest.raises(NotAllowedError, match="“Declined”"):
            accept_referral(actor, queries.linked_referral(link.about_id))


def test_who_must_not_be_reached_at_home_is_reached_at_the_safe_number(help_, ana):
    with acting_as_system("test"):
        ContactRules.objects.create(participant=ana.person, discreet=True)
    help_.send(share_phone=True, share_email=True)
    with through(help_):
        person = queries.referred_person()
        assert (person.phone, person.email, person.through_agency) == ("", "", True)
    with acting_as_system("test"):
        ContactRules.objects.update(safe_phone="612-555-0777")
    with through(help_):
        assert queries.referred_person().phone == "612-555-0777"


def test_a_link_shows_nothing_once_the_consent_ended_or_ran_out(help_, ana):
    referral = help_.send()
    token = help_.token()
    with acting_as_system("test"):
        ana.consent.expires_at = timezone.now() + timedelta(seconds=1)
        type(ana.consent).objects.filter(pk=ana.consent.pk).update(
            granted_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=1)
        )
    with through(help_, token) as (link, _actor):
        assert queries.linked_referral(link.about_id) is None
        assert queries.referred_person() is None
    help_.tick(timezone.now() + timedelta(minutes=2))
    ended = help_.fresh(referral)
    assert (ended.state, ended.outcome, help_.free()) == ("withdrawn", "consent_ended", 1)


def test_a_consent_taken_back_ends_the_referral(help_, ana):
    referral = help_.send()
    with help_.as_ana() as actor:
        revoke_consent(actor, ana.consent)
    help_.tick(timezone.now() + timedelta(minutes=2))
    assert help_.fresh(referral).outcome == "consent_ended"


def test_a_link_that_ended_opens_nothing(help_):
    help_.send()
    token = help_.token()
    with acting_as_system("test"):
        SignedLink.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(LinkClosed), through(help_, token):
        pass


def test_a_forwarded_link_is_noticed(help_):
    help_.send()
    token = help_.token()
    for browser in ("one", "two"):
        with acting_through(token, browser) as (link, _actor):
            pass
    assert link.other_browsers == 1


def test_a_closed_service_takes_nobody_and_what_is_open_gets_a_next_step(help_):
    second = help_.make("Day care")
    referral = help_.send()
    with help_.as_() as actor:
        change_status(actor, Service.objects.get(pk=help_.service.pk), "close")
        assert [each.service for each in queries.next_steps(actor, queries.referral(referral.pk))] == [second]
        with pytest.raises(SupportError, match="“Closed for good”"):
            send_referral(
                actor, help_.ana.person, Service.objects.get(pk=help_.service.pk), Sending("family", "verbal")
            )


@pytest.mark.parametrize(
    ("sending", "words"),
    [
        ({"need": "moon"}, "needs help with"),
        ({"urgency": "never"}, "how soon"),
        ({"agreed_how": ""}, "how the person agreed"),
        ({"agreed_how": "own_account"}, "how the person agreed"),
        ({"message": "x" * 1001}, "at most 1000"),
    ],
)
def test_what_cannot_be_sent_is_said(help_, sending, words):
    with pytest.raises(SupportError, match=words):
        help_.send(**sending)
    assert help_.free() == 1


def test_nobody_is_referred_twice_for_one_need(help_):
    help_.send()
    with help_.as_() as actor:
        set_places(actor, help_.service, 9, 9)
    help_.service = help_.fresh(help_.service)
    with pytest.raises(SupportError, match="referred to Evening care for this already"):
        help_.send()


def test_warm_hand_off_notes_how_they_met(help_):
    referral = help_.send(is_warm=True)
    with help_.as_() as actor:
        row = queries.referral(referral.pk)
        with pytest.raises(SupportError, match="how they met"):
            hand_over(actor, row, how=" ")
        hand_over(actor, row, how="Called together")
        assert (row.state, row.handed_over_how) == ("sent", "Called together")


def test_closing_says_whether_the_person_got_the_service(help_):
    referral = help_.send()
    with help_.as_() as actor:
        row = queries.referral(referral.pk)
        with pytest.raises(SupportError, match="whether the person got"):
            close_referral(actor, row, got_it=None)
        close_referral(actor, row, got_it=False)
        assert (row.outcome, row.received_at) == ("not_received", None)
        with pytest.raises(NotAllowedError, match="“Closed”"):
            withdraw_referral(actor, row)
    assert help_.free() == 1


def test_staff_say_on_whose_behalf_somebody_said_no(help_):
    referral = help_.send()
    with help_.as_() as actor:
        row = queries.referral(referral.pk)
        with pytest.raises(SupportError, match="who said no"):
            decline_referral(actor, row, reason="full")
        decline_referral(actor, row, reason="not_needed", side="person")
        assert row.outcome == "declined_by_person"


def test_other_roles_and_agencies_do_nothing(help_, ana, town):
    referral = help_.send()
    for who in ("employer", "stranger"):
        with help_.as_(who) as actor:
            assert queries.referral(referral.pk) is None
            with pytest.raises((PermissionDenied, NotAllowedError)):
                send_referral(actor, ana.person, help_.service, Sending("food", "verbal"))
            with pytest.raises(NotAllowedError):
                accept_referral(actor, referral)
    with help_.as_ana() as actor, pytest.raises(NotAllowedError, match="Your role"):
        accept_referral(actor, queries.referral(referral.pk))
    with help_.as_ana() as actor, pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(urgency="emergency")


def test_erasing_the_person_takes_everything_and_gives_the_place_back(help_, ana):
    referral = help_.send()
    erase(ana.person.pk, asked_by="test", reason="asked")
    with acting_as_system("test"):
        assert not Referral.objects.filter(pk=referral.pk).exists()
        assert not ReferralStep.objects.exists()
        assert not Referral.pgh_event_model.objects.exists()
    assert help_.free() == 1


def booked_with(help_, referral, hours=48):
    with help_.as_() as actor:
        slot = Slot(timezone.now() + timedelta(hours=hours), 30)
        return book(actor, help_.ana.person, slot, About("First visit"), referral=help_.fresh(referral))


def cancelled(help_, row):
    found = help_.fresh(row)
    return found.state, found.cancelled_by, found.is_late_cancel


def test_a_no_after_a_time_was_made_cancels_the_time_and_tells_the_person(help_):
    referral = help_.send()
    row = booked_with(help_, referral)
    with through(help_) as (link, actor):
        decline_referral(actor, queries.linked_referral(link.about_id), reason="full", by=By("Kim", link.pk))
    assert cancelled(help_, row) == ("cancelled", "provider", False)
    help_.tick(timezone.now())
    assert any(
        "cancelled by: The service. The referral has ended" in text
        for _kind, text in help_.letters("ana@example.org")
    )


def test_who_takes_a_referral_back_has_no_late_cancellation(help_):
    referral = help_.send()
    row = booked_with(help_, referral, hours=3)
    with help_.as_ana() as actor:
        withdraw_referral(actor, help_.fresh(referral))
    assert cancelled(help_, row) == ("cancelled", "person", False)


def test_what_is_booked_with_a_service_that_closes_is_cancelled_and_a_visit_that_was_is_not(help_):
    referral = help_.send()
    row = booked_with(help_, referral)
    other = help_.send(help_.make("Other care"), need="housing")
    stays = booked_with(help_, other, hours=50)
    with help_.as_() as actor:
        change_status(actor, help_.service, "close")
    assert cancelled(help_, row) == ("cancelled", "provider", False)
    assert help_.fresh(row).cancel_reason == "Evening care has closed."
    assert help_.fresh(stays).state == "booked"


def test_closing_without_the_service_cancels_what_is_booked_and_with_it_does_not(help_):
    first, second = help_.send(), help_.send(help_.make("Other care"), need="housing")
    gone, stays = booked_with(help_, first), booked_with(help_, second, hours=50)
    with help_.as_() as actor:
        close_referral(actor, help_.fresh(first), got_it=False)
        close_referral(actor, help_.fresh(second), got_it=True)
    assert cancelled(help_, gone) == ("cancelled", "agency", False)
    assert help_.fresh(stays).state == "booked"


def test_an_emergency_does_not_wait_for_the_answer_to_a_calmer_referral(help_):
    calm = help_.send()
    now = help_.send(urgency="emergency")
    assert (help_.fresh(calm).state, now.state, now.urgency, help_.free()) == (
        "withdrawn", "sent", "emergency", 1,
    )  # fmt: skip
    with acting_as_system("test"):
        assert sorted(Request.objects.filter(about_kind="referral").values_list("kind", "state")) == [
            ("referral", "withdrawn"), ("referral_now", "open"),
        ]  # fmt: skip
    with help_.as_() as actor:
        accept_referral(actor, help_.fresh(now))
    with pytest.raises(SupportError, match="already: Accepted"):
        help_.send(urgency="emergency")
