"""A request waits, reminds, is paused, handed on, answered or ends; no step is lost or taken twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.messages import clock, queries
from gainful.domain.messages.actions import (
    Asked,
    ask,
    delegate_request,
    give_request_link,
    pause_reminders,
    set_contact_rules,
    withdraw_request,
)
from gainful.domain.messages.actions.requests import MOST_A_DAY, morning
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.links import LinkClosed, LinkScope, acting_through, place_of, register_scope
from gainful.domain.messages.models import BadAddress, Message, Request, RequestState, SignedLink, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request
from gainful.domain.organizations.models import Membership, Organization
from tests.domain.messages.world import World
from tests.letters import as_sent, token_in

TRUTH = SimpleNamespace(answered=False, asked=True, ended=[])
SCOPE = register_scope(LinkScope("test_scope", "Test", "thread"))
KIND = register_request(
    RequestKind(
        "test_kind", "Test", days=7, remind_every=3, ends_after=21, follows="Then it ends.", then="Call them.",
        is_answered=lambda _r: TRUTH.answered, is_asked=lambda _r: TRUTH.asked,
        when_expired=lambda _a, request: TRUTH.ended.append(request.pk), scope=SCOPE,
    )
)  # fmt: skip


@pytest.fixture
def employer(world):
    TRUTH.answered, TRUTH.asked, TRUTH.ended = False, True, []
    return Organization.objects.create(name="Lakeside", kind="employer")


def put(world: World, employer: Organization, **reader: object) -> Request:
    who = Reader(**(reader or {"email": "pat@example.org", "name": "Pat"}))
    asked = Asked(world.agency.pk, "thread", lambda: "What is needed?", lambda: "Please look.", employer)
    return ask(world.actor, KIND, who, asked)


def later(days: int) -> datetime:
    return morning(timezone.localdate() + timedelta(days=days)) + timedelta(minutes=1)


def letters(kind: str = "") -> list[Message]:
    found = Message.objects.filter(channel="email").order_by("created_at")
    return list(found.filter(kind=kind) if kind else found)


def test_the_first_letter_says_what_by_when_what_follows_and_where(world, employer):
    request = put(world, employer)
    (letter,) = letters("request")
    for words in (
        "Please look.",
        f"answer by {date_format(request.due_on)}",
        "Then it ends.",
        "/guest/link/",
    ):
        assert words in as_sent(letter)
    assert "/guest/link/" not in letter.text, "the secret stands in no row"
    assert request.due_on == timezone.localdate() + timedelta(days=7)


def test_asked_twice_it_is_one_request_and_one_letter(world, employer):
    assert put(world, employer) == put(world, employer)
    assert len(letters()) == 1


def test_reminders_go_out_by_their_day_and_never_twice(world, employer):
    request = put(world, employer)
    assert clock.tick(later(2)) == 0
    assert clock.tick(later(3)) == 1
    assert clock.tick(later(3)) == 0, "a second worker, or the same after a kill, finds nothing to do"
    request.refresh_from_db()
    assert request.reminders == 1
    assert [m.kind for m in letters()] == ["request", "reminder"]


def test_a_worker_that_slept_for_a_week_reminds_once(world, employer):
    put(world, employer)
    clock.tick(later(12))
    assert len(letters("reminder")) == 1


def test_an_answer_stops_the_clock_whichever_way_it_came(world, employer):
    request = put(world, employer)
    TRUTH.answered = True
    clock.tick(later(3))
    request.refresh_from_db()
    assert request.state == RequestState.ANSWERED
    assert not letters("reminder")


def test_what_is_no_longer_asked_ends_without_a_word(world, employer):
    request = put(world, employer)
    TRUTH.asked = False
    clock.tick(later(3))
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN


def test_silence_ends_it_ends_its_links_and_tells_whoever_asked(world, employer):
    request = put(world, employer)
    token = token_in(letters()[0])
    clock.tick(later(22))
    request.refresh_from_db()
    assert request.state == RequestState.EXPIRED
    assert TRUTH.ended == [request.pk]
    with pytest.raises(LinkClosed), acting_through(token):
        pass
    told = Message.objects.get(kind="no_answer", channel="app")
    assert told.user == world.manager
    assert "Pat" in told.text
    rate = queries.reply_rate(employer.pk)
    assert (rate.answered, rate.silent, rate.share) == (0, 1, 0)


def test_a_notice_that_a_person_did_not_answer_does_not_name_them(world, employer):
    put(world, employer, participant=world.person, name=world.person.name)
    clock.tick(later(30))
    told = Message.objects.get(kind="no_answer", channel="app")
    assert world.person.name not in told.text + told.subject
    assert "list of requests" in told.text


def test_reply_rate_of_nothing_is_unknown_not_zero(world, employer):
    put(world, employer)
    rate = queries.reply_rate(employer.pk)
    assert rate.share is None
    assert rate.waiting == 1


def test_a_pause_holds_reminders_but_not_the_end(world, employer):
    request = put(world, employer)
    pause_reminders(world.actor, request, timezone.localdate() + timedelta(days=10))
    clock.tick(later(3))
    assert not letters("reminder")
    clock.tick(later(10))
    assert len(letters("reminder")) == 1
    with pytest.raises(MessageError, match="a year"):
        pause_reminders(world.actor, request, date(2020, 1, 1))


def test_a_person_pauses_all_their_reminders(world, employer):
    put(world, employer, participant=world.person)
    until = timezone.localdate() + timedelta(days=9)
    set_contact_rules(world.person_actor, world.reader, no_reminders_until=until)
    clock.tick(later(3))
    assert not letters("reminder")
    clock.tick(later(9))
    assert len(letters("reminder")) == 1


def test_a_colleague_gets_a_link_of_their_own_and_the_first_one_ends(world, employer):
    request = put(world, employer)
    first = token_in(letters()[0])
    actor = Actor(world.manager, employer, "employer")
    delegate_request(actor, request, name="Kim", email="kim@example.org")
    request.refresh_from_db()
    assert (request.name, request.delegated_from) == ("Kim", "Pat")
    newest = letters()[-1]
    assert newest.address == "kim@example.org"
    with pytest.raises(LinkClosed), acting_through(first):
        pass
    with acting_through(token_in(newest)):
        pass
    with pytest.raises(MessageError, match="not an email"):
        delegate_request(actor, request, name="Kim", email="kim at example")
    with pytest.raises(PermissionDenied):
        delegate_request(
            Actor(world.stranger, world.other, "program_manager"), request, name="X", email="x@example.org"
        )


def test_a_handed_on_link_ends_with_who_handed_it_on_and_with_who_asked(world, employer):
    signer = User.objects.create_user("signer@example.org", name="Sol")
    member = Membership.objects.create(user=signer, organization=employer, role="employer")
    request = put(world, employer, user=signer, name="Sol")
    delegate_request(Actor(signer, employer, "employer"), request, name="Kim", email="kim@example.org")
    token = token_in(letters()[-1])
    link = SignedLink.objects.get(sent_to="kim@example.org")
    assert (link.handed_by, link.created_by, link.created_role) == (signer, world.manager, "program_manager")
    with acting_through(token):
        pass
    member.ended_at = timezone.now()
    member.save()
    with pytest.raises(LinkClosed), acting_through(token):
        pass


def test_a_handed_on_link_ends_when_the_manager_who_asked_leaves(world, employer):
    request = put(world, employer)
    delegate_request(Actor(None, None, "link"), request, name="Kim", email="kim@example.org")
    token = token_in(letters()[-1])
    member = Membership.objects.get(user=world.manager, organization=world.agency)
    member.ended_at = timezone.now()
    member.save()
    with pytest.raises(LinkClosed), acting_through(token):
        pass


@pytest.mark.parametrize(
    "step",
    [
        lambda actor, row: delegate_request(actor, row, name="Me", email="me@example.org"),
        lambda actor, row: pause_reminders(actor, row, timezone.localdate()),
        withdraw_request,
        give_request_link,
    ],
)
def test_a_coach_decides_nothing_about_who_signs(world, employer, step):
    request = put(world, employer)
    coach = User.objects.create_user("coach@example.org")
    Membership.objects.create(user=coach, organization=world.agency, role="coach")
    with pytest.raises(PermissionDenied):
        step(Actor(coach, world.agency, "coach"), request)
    request.refresh_from_db()
    assert (request.state, request.email, request.paused_until) == ("open", "pat@example.org", None)


@pytest.mark.parametrize(
    "name", ["Pay now: https://evil.example", "see www.evil.example", "A\nB", "<b>", "x" * 81]
)
def test_no_advertisement_goes_out_as_a_name(world, employer, name):
    with pytest.raises(MessageError, match="Type a name"):
        delegate_request(world.actor, put(world, employer), name=name, email="kim@example.org")


def test_a_request_is_handed_on_a_few_times_a_day(world, employer):
    request = put(world, employer)
    for number in range(MOST_A_DAY):
        delegate_request(world.actor, request, name="Kim", email=f"kim{number}@example.org")
    with pytest.raises(MessageError, match="5 times today"):
        delegate_request(world.actor, request, name="Kim", email="more@example.org")
    Message.objects.filter(about_id=str(request.pk)).update(created_at=timezone.now() - timedelta(hours=25))
    delegate_request(world.actor, request, name="Kim", email="more@example.org")


def test_only_a_letter_to_its_reader_carries_a_link(world, employer):
    put(world, employer)
    link, (letter,) = SignedLink.objects.get(), letters("request")
    stolen = Message(organization=world.agency, address="coach@example.org", text=letter.text)
    assert "/guest/link/" in as_sent(letter)
    assert "/guest/link/" not in as_sent(stolen)
    assert "/guest/link/" not in as_sent(
        Message(organization=world.other, address=letter.address, text=letter.text)
    )
    assert "/guest/link/" not in as_sent(Message(organization=world.agency, address="", text=place_of(link)))


def test_a_key_that_changed_meanwhile_sends_no_dead_link(world, employer, settings):
    put(world, employer)
    settings.SECRET_KEY = "another"
    assert "no longer valid" in as_sent(letters("request")[0])


def test_pages_and_programs_show_no_link(world):
    world.send(reader=Reader(email="ben@example.org", name="Ben"))
    (said,) = queries.conversation(Thread.objects.get())
    assert "(their own link)" in said.text
    assert "{link" not in said.text


def test_a_person_hands_nothing_on(world, employer):
    request = put(world, employer, participant=world.person)
    with pytest.raises(MessageError, match="answers for themselves"):
        delegate_request(world.actor, request, name="Kim", email="kim@example.org")


def test_a_signer_who_left_is_noticed_and_whoever_asked_is_told(world, employer):
    signer = User.objects.create_user("signer@example.org", name="Sol")
    member = Membership.objects.create(user=signer, organization=employer, role="employer")
    request = put(world, employer, user=signer, name="Sol")
    member.ended_at = timezone.now()
    member.save()
    clock.tick(later(3))
    request.refresh_from_db()
    assert request.user is None
    assert "Sol no longer works there" in request.trouble
    assert Message.objects.filter(kind="no_answer", user=world.manager, channel="app").count() == 1


def test_an_address_that_takes_nothing_is_shown_to_whoever_asked(world, employer):
    request = put(world, employer)
    BadAddress.objects.create(organization=world.agency, channel="email", address="pat@example.org")
    clock.tick(later(3))
    request.refresh_from_db()
    assert "takes no message" in request.trouble
    assert Message.objects.filter(kind="no_answer", user=world.manager, channel="app").exists()


def test_asked_no_longer_once(world, employer):
    request = put(world, employer)
    withdraw_request(world.actor, request)
    assert not SignedLink.objects.filter(request_id=request.pk, revoked_at=None).exists()
    with pytest.raises(MessageError, match="closed already"):
        withdraw_request(world.actor, request)


@pytest.mark.parametrize("day", [date(2027, 3, 14), date(2027, 11, 7)])
def test_a_day_is_a_day_where_the_clock_changes(settings, day):
    settings.TIME_ZONE = "America/New_York"
    timezone.get_default_timezone.cache_clear()
    try:
        before, after = morning(day - timedelta(days=1)), morning(day + timedelta(days=1))
        assert before.hour == after.hour == 9
        assert (after.astimezone(UTC) - before.astimezone(UTC)) in {timedelta(hours=47), timedelta(hours=49)}
    finally:
        timezone.get_default_timezone.cache_clear()


def test_each_step_of_a_request_is_refused_to_another_organization_and_other_roles(world, employer):
    """The tests' own rights let everybody through: what answers is the step's own refusal."""
    request = put(world, employer)
    steps = (
        lambda actor: withdraw_request(actor, request),
        lambda actor: pause_reminders(actor, request, None),
        lambda actor: give_request_link(actor, request),
        lambda actor: delegate_request(actor, request, name="Kim", email="kim@example.org"),
    )
    for step in steps:
        with pytest.raises(PermissionDenied, match="Another organization asked this"):
            step(Actor(world.stranger, world.other, "program_manager"))
        with pytest.raises(PermissionDenied, match="Managers look after what was asked of others"):
            step(Actor(world.manager, world.agency, "coach"))
        for role in ("participant", ""):
            with pytest.raises(PermissionDenied, match="Only staff of an organization send messages"):
                step(Actor(world.manager, world.agency, role))
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    assert SignedLink.objects.filter(recipient="Kim").count() == 0
