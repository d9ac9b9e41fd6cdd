"""Somebody answers long after: the conversation is found, shown first, and goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.messages import queries
from gainful.domain.messages.actions import answer_here, write_on
from gainful.domain.messages.links import LinkClosed, acting_through
from gainful.domain.messages.models import Message, Reply, SignedLink, State, Thread
from gainful.domain.messages.readers import Reader
from gainful.site.inbox import take_in
from tests.domain.messages.test_threads import mail
from tests.letters import token_in

YEAR = timedelta(days=400)


@pytest.fixture
def old(world):
    """A letter of more than a year ago, with a conversation in which nothing was said since."""
    world.send()
    Message.objects.update(created_at=timezone.now() - YEAR, sent_at=timezone.now() - YEAR)
    Thread.objects.update(last_at=timezone.now() - YEAR)
    return Message.objects.get(channel="email")


def test_a_reply_to_a_letter_of_last_year_opens_its_conversation_again_on_top(world, old):
    thread = Thread.objects.get()
    world.send("Something newer.")
    assert queries.threads_of(world.actor).first() != thread
    assert take_in(mail(old.pk, "I can start now.")) == "stored"
    first = queries.threads_of(world.actor).first()
    assert (first, first.waits) == (thread, True)
    assert timezone.now() - first.last_at < timedelta(minutes=5)
    said = [said.text for said in queries.conversation(first)]
    assert said == ["Class begins on Monday.", "I can start now."]


def test_a_reply_proves_that_a_letter_arrived_which_nobody_had_confirmed(world, old):
    Message.objects.filter(pk=old.pk).update(state=State.UNCONFIRMED, reason="the worker ended")
    take_in(mail(old.pk))
    old.refresh_from_db()
    assert (old.state, old.reason) == (State.SENT, "")


def test_who_wrote_may_have_left_and_a_colleague_goes_on(world, old):
    world.manager.is_active = False
    world.manager.save()
    take_in(mail(old.pk, "Is the class still on?"))
    thread = Thread.objects.get()
    assert thread.waits
    write_on(world.actor, thread, "Yes, it is.")
    thread.refresh_from_db()
    assert not thread.waits
    assert len(queries.conversation(thread)) == 3


def test_the_link_of_an_old_letter_is_closed_and_mail_that_answers_it_still_comes_in(world):
    world.send(reader=Reader(email="ben@example.org", name="Ben"))
    letter = Message.objects.get(address="ben@example.org")
    token = token_in(letter)
    thread = Thread.objects.get()
    SignedLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with pytest.raises(LinkClosed), acting_through(token) as (link, actor):
        answer_here(actor, thread, "Yes.", link=link)
    assert take_in(mail(letter.pk, sender="ben@example.org")) == "stored"
    assert Reply.objects.get().thread == thread
