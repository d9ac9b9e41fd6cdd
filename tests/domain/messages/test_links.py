"""One mechanism of links: scope, end, uses, what ends them, and a forwarded link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.messages import clock
from gainful.domain.messages.links import (
    LinkClosed,
    LinkScope,
    acting_through,
    end_link,
    make_signed_link,
    register_scope,
    take_use,
)
from gainful.domain.messages.models import Message, SignedLink, Thread
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent

ONCE = register_scope(LinkScope("test_once", "Answer once", "thread", uses=1))
MANY = register_scope(LinkScope("test_many", "Answer", "thread"))


@pytest.fixture
def thread(world):
    return Thread.objects.create(organization=world.agency, participant=world.person, name="Ana")


def closed(token: str) -> bool:
    try:
        with acting_through(token):
            return False
    except LinkClosed:
        return True


def test_only_the_hash_is_stored(world, thread):
    link, token = make_signed_link(world.actor, MANY, thread.pk)
    assert token not in str(SignedLink.objects.filter(pk=link.pk).values())


def test_it_opens_until_its_end_and_not_after(world, thread):
    link, token = make_signed_link(world.actor, MANY, thread.pk)
    assert not closed(token)
    SignedLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    assert closed(token)
    assert closed("made up")


def test_one_use_is_one_use_and_looking_uses_nothing(world, thread):
    link, token = make_signed_link(world.actor, ONCE, thread.pk)
    with acting_through(token):
        take_use(link)
    with acting_through(token), pytest.raises(LinkClosed):
        take_use(link)
    other, _token = make_signed_link(world.actor, MANY, thread.pk)
    for _ in range(3):
        take_use(other)


@pytest.mark.parametrize("ending", ["hand", "role", "account", "consent"])
def test_what_ends_a_link(world, thread, ending):
    link, token = make_signed_link(world.actor, MANY, thread.pk, participant=world.person)
    if ending == "hand":
        end_link(world.actor, link)
    elif ending == "role":
        Membership.objects.filter(user=world.manager).update(ended_at=timezone.now())
    elif ending == "account":
        world.manager.is_active = False
        world.manager.save()
    else:
        Consent.objects.update(revoked_at=timezone.now())
    assert closed(token)


def test_another_browser_is_noticed_and_the_maker_told_once(world, thread):
    link, token = make_signed_link(world.actor, MANY, thread.pk, recipient="Pat")
    for browser in ("one", "one", "two", "three"):
        with acting_through(token, browser):
            pass
    link.refresh_from_db()
    assert link.other_browsers == 2
    clock.tick(timezone.now())
    clock.tick(timezone.now() + timedelta(days=1))
    told = Message.objects.get(kind="forwarded", channel="app")
    assert told.user == world.manager
    assert "Pat" in told.text


def test_a_notice_about_a_persons_link_does_not_name_them(world, thread):
    _link, token = make_signed_link(
        world.actor, MANY, thread.pk, participant=world.person, recipient=world.person.name
    )
    for browser in ("one", "two"):
        with acting_through(token, browser):
            pass
    clock.tick(timezone.now())
    told = Message.objects.get(kind="forwarded", channel="app")
    assert world.person.name not in told.text + told.subject


def test_the_same_browser_again_is_no_forward(world, thread):
    link, token = make_signed_link(world.actor, MANY, thread.pk)
    for _ in range(3):
        with acting_through(token, "one"):
            pass
    link.refresh_from_db()
    assert (link.other_browsers, link.forwarded_at) == (0, None)
