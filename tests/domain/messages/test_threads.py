"""A conversation goes both ways: here, by e-mail, through a link; old, repeated, strange and automatic mail too."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages import queries
from gainful.domain.messages.actions import answer_here, write_on
from gainful.domain.messages.actions.answer import MOST_A_DAY
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.links import acting_through
from gainful.domain.messages.models import BadAddress, Message, Reply, SignedLink, State, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.participants.models import Consent
from gainful.site.inbox import take_in
from tests.letters import as_sent, token_in


def mail(
    answers: str, text: str = "Yes, I can.", *, sender: str = "ana@example.org", **headers: str
) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "agency@example.org", "Re: Class"
    letter["In-Reply-To"] = f"<{answers}@example.org>"
    letter["Message-ID"] = headers.pop("identifier", "<1@home.example>")
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter.as_bytes()


@pytest.fixture
def sent(world):
    world.send()
    return Message.objects.get(channel="email")


def test_an_answer_by_mail_stands_in_its_conversation(world, sent):
    assert take_in(mail(sent.pk)) == "stored"
    thread = Thread.objects.get()
    assert thread.waits
    assert [(said.text, said.is_ours) for said in queries.conversation(thread)] == [
        ("Class begins on Monday.", True), ("Yes, I can.", False),
    ]  # fmt: skip


def test_the_same_mail_twice_is_one_answer(sent):
    assert take_in(mail(sent.pk)) == "stored"
    assert take_in(mail(sent.pk)) == "repeated"
    assert Reply.objects.count() == 1


def test_mail_from_another_address_is_stored_and_marked(sent):
    take_in(mail(sent.pk, sender="eve@example.org"))
    assert not Reply.objects.get().is_from_reader


def test_out_of_office_answers_nothing(sent):
    assert take_in(mail(sent.pk, Auto_Submitted="auto-replied")) == "automatic"
    assert not Reply.objects.exists()


@pytest.mark.parametrize("answers", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_mail_that_answers_nothing_of_ours_is_said_so(sent, answers):
    assert take_in(mail(answers)) == "unknown"


def test_an_answer_to_an_old_message_after_consent_ended_tells_the_person(world, sent):
    Consent.objects.update(revoked_at=timezone.now())
    assert take_in(mail(sent.pk)) == "stored"
    told = Message.objects.get(kind="reply", channel="app")
    assert told.participant == world.person
    assert "do not see your answer" in told.text


def test_an_answer_to_a_letter_that_opened_no_conversation_opens_one(world, sent):
    Message.objects.update(thread=None)
    Thread.objects.all().delete()
    assert take_in(mail(sent.pk)) == "stored"
    assert Thread.objects.get().participant == world.person


def test_a_letter_that_came_back_is_shown(sent):
    report = (
        "From: mailer@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ana@example.org\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n--b\n"
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{sent.pk}@example.org>\n\n--b--\n"
    )
    assert take_in(report.encode()) == "bounce"
    sent.refresh_from_db()
    assert sent.state == State.FAILED
    assert BadAddress.objects.get().address == "ana@example.org"


def test_the_reader_answers_here_and_nobody_else_does(world, sent):
    thread = Thread.objects.get()
    answer_here(world.person_actor, thread, "Thank you.")
    with pytest.raises(PermissionDenied):
        answer_here(Actor(world.stranger, None, "participant"), thread, "x")
    with pytest.raises(MessageError, match="needs a text"):
        answer_here(world.person_actor, thread, "  ")


def test_writing_on_reads_what_was_answered(world, sent):
    thread = Thread.objects.get()
    answer_here(world.person_actor, thread, "Thank you.")
    write_on(world.actor, thread, "See you.")
    thread.refresh_from_db()
    assert not thread.waits
    assert Thread.objects.count() == 1
    with pytest.raises(PermissionDenied):
        write_on(Actor(world.stranger, world.other, "program_manager"), thread, "x")


def test_somebody_without_an_account_answers_through_the_link_of_the_letter(world):
    world.send(reader=Reader(email="ben@example.org", name="Ben"))
    letter = Message.objects.get(address="ben@example.org")
    token = token_in(letter)
    link = SignedLink.objects.get()
    with acting_through(token) as (held, actor):
        answer_here(actor, Thread.objects.get(), "Yes.", link=held)
    assert Reply.objects.get().link_id == link.pk
    other = Thread.objects.create(organization=world.agency, address="eve@example.org")
    with acting_through(token) as (held, actor), pytest.raises(PermissionDenied):
        answer_here(actor, other, "Yes.", link=held)


def test_a_link_takes_a_few_answers_a_day(world):
    world.send(reader=Reader(email="ben@example.org", name="Ben"))
    token, thread = token_in(Message.objects.get(address="ben@example.org")), Thread.objects.get()
    with acting_through(token) as (held, actor):
        for _ in range(MOST_A_DAY):
            answer_here(actor, thread, "Yes.", link=held)
        with pytest.raises(MessageError, match="30 answers today"):
            answer_here(actor, thread, "Yes.", link=held)


def test_a_discreet_letter_holds_no_link(world):
    from gainful.domain.messages.actions import set_contact_rules

    set_contact_rules(world.person_actor, world.reader, discreet=True)
    world.send()
    assert "/guest/link/" not in as_sent(Message.objects.get(channel="email"))
