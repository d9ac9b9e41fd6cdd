"""E-mail through a local server that answers as real ones do."""

import socket
from email import policy
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from gainful.exchange.senders.by_mail import MailSender, MailServer
from gainful.exchange.senders.outgoing import (
    BadAddressFailure,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
    Unanswered,
    Unreachable,
)

ANSWERS = {
    "nobody@example.org": "550 5.1.1 No such user here",
    "full@example.org": "452 4.2.2 Mailbox full",
    "late@example.org": "450 4.7.1 Try again later",
    "far@example.org": "554 5.7.1 Relay access denied",
}


class _Box:
    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.connections = 0
        self.deaf = False

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return ANSWERS.get(address, "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if b"virus" in envelope.content:
            return "554 5.7.1 Content refused"
        self.letters.append(envelope.content)
        if self.deaf:
            server.transport.close()
        return "250 OK"


@pytest.fixture
def box():
    box = _Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


def _sender(port: int) -> MailSender:
    return MailSender(
        MailServer("127.0.0.1", "Gainful <desk@agency.example>", port, security="none", seconds=5)
    )


def _send(sender: MailSender, message: Outgoing):
    with sender.session() as session:
        return session.send(message)


def test_letter_as_it_arrives(box):
    message = Outgoing(
        "m1", "ana@example.org", "Mañana a las 9.", "Cita", "desk+1@agency.example", "m0", {"List-Id": "x"}
    )
    assert _send(_sender(box.port), message).reference == "<m1@agency.example>"
    letter = BytesParser(policy=policy.default).parsebytes(box.letters[0])
    assert letter.get_content() == "Mañana a las 9.\r\n"
    heads = (
        "From",
        "To",
        "Subject",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Reply-To",
        "Auto-Submitted",
        "List-Id",
    )
    assert [letter[name] for name in heads] == [
        "Gainful <desk@agency.example>", "ana@example.org", "Cita", "<m1@agency.example>", "<m0@agency.example>",
        "<m0@agency.example>", "desk+1@agency.example", "auto-generated", "x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "text", "failure", "words"),
    [
        ("nobody@example.org", "x", BadAddressFailure, "550: 5.1.1 No such user"),
        ("full@example.org", "x", TemporaryFailure, "452: 4.2.2 Mailbox full"),
        ("late@example.org", "x", TemporaryFailure, "450: 4.7.1"),
        ("far@example.org", "x", PermanentFailure, "554: 5.7.1 Relay access denied"),
        ("ana@example.org", "virus", PermanentFailure, "554: 5.7.1 Content refused"),
        ("ana@example.org\nBcc: all@example.org", "x", PermanentFailure, "letter's head"),
    ],
)
def test_failures(box, to, text, failure, words):
    with pytest.raises(failure, match=words) as failed:
        _send(_sender(box.port), Outgoing("m1", to, text, "s"))
    assert type(failed.value) is failure, "only a refused address is a bad address"
    assert box.letters == []


def test_a_line_break_in_the_subject_is_refused(box):
    with pytest.raises(PermanentFailure, match="letter's head"):
        _send(_sender(box.port), Outgoing("m1", "ana@example.org", "x", "Hello\nBcc: all@example.org"))


def test_a_server_that_is_down_is_tried_again():
    with pytest.raises(Unreachable, match="could not be reached"):
        _send(_sender(9), Outgoing("m1", "ana@example.org", "x", "s"))


def test_encryption_is_never_left_out_silently(box):
    server = MailServer("127.0.0.1", "desk@agency.example", box.port, security="starttls", seconds=5)
    with pytest.raises(Unreachable, match="STARTTLS"):
        _send(MailSender(server), Outgoing("m1", "ana@example.org", "x", "s"))
    assert box.letters == []


def test_one_connection_carries_letter_after_letter_a_refused_one_among_them(box):
    with _sender(box.port).session() as session:
        session.send(Outgoing("m1", "ana@example.org", "x", "s"))
        with pytest.raises(BadAddressFailure):
            session.send(Outgoing("m2", "nobody@example.org", "x", "s"))
        session.send(Outgoing("m3", "ana@example.org", ".a line that begins with a dot", "s"))
    assert box.connections == 1
    assert len(box.letters) == 2
    assert b".a line that begins with a dot" in box.letters[1]
    assert b"..a line" not in box.letters[1]


def test_a_connection_that_the_server_closed_between_two_letters_is_opened_again(box):
    with _sender(box.port).session() as session:
        session.send(Outgoing("m1", "ana@example.org", "x", "s"))
        session._open.sock.shutdown(socket.SHUT_RDWR)
        session.send(Outgoing("m2", "ana@example.org", "x", "s"))
    assert (box.connections, len(box.letters)) == (2, 2)


def test_a_letter_that_went_out_without_an_answer_may_have_arrived_and_is_not_sent_again(box):
    box.deaf, calls = True, []
    with _sender(box.port).session() as session, pytest.raises(Unanswered, match="before it answered"):
        session.send(Outgoing("m1", "ana@example.org", "x", "s"), lambda: calls.append("handing"))
    assert (len(box.letters), calls) == (1, ["handing"])


def test_what_stops_a_letter_before_its_text_leaves_the_session_usable(box):
    def stop():
        raise KeyError("no longer ours")

    with _sender(box.port).session() as session:
        with pytest.raises(KeyError):
            session.send(Outgoing("m1", "ana@example.org", "x", "s"), stop)
        session.send(Outgoing("m2", "ana@example.org", "x", "s"))
    assert len(box.letters) == 1


def test_a_wrong_password_is_no_fault_of_the_address(box):
    server = MailServer("127.0.0.1", "desk@agency.example", box.port, "none", "desk", "wrong", 5)
    with pytest.raises(Unreachable):
        _send(MailSender(server), Outgoing("m1", "ana@example.org", "x", "s"))
