"""E-mail through a local server that answers as real ones do."""

import socket
from email import policy
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from gainful.exchange.senders.by_mail import MailSender, MailServer
from gainful.exchange.senders.outgoing import Outgoing, PermanentFailure, TemporaryFailure

ANSWERS = {
    "nobody@example.org": "550 5.1.1 No such user here",
    "full@example.org": "452 4.2.2 Mailbox full",
    "late@example.org": "450 4.7.1 Try again later",
}


class _Box:
    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return ANSWERS.get(address, "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if b"virus" in envelope.content:
            return "554 5.7.1 Content refused"
        self.letters.append(envelope.content)
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


def test_letter_as_it_arrives(box):
    message = Outgoing(
        "m1", "ana@example.org", "Mañana a las 9.", "Cita", "desk+1@agency.example", "m0", {"List-Id": "x"}
    )
    assert _sender(box.port).send(message).reference == "<m1@agency.example>"
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
        ("nobody@example.org", "x", PermanentFailure, "550: 5.1.1 No such user"),
        ("full@example.org", "x", TemporaryFailure, "452: 4.2.2 Mailbox full"),
        ("late@example.org", "x", TemporaryFailure, "450: 4.7.1"),
        ("ana@example.org", "virus", PermanentFailure, "554: 5.7.1 Content refused"),
        ("ana@example.org\nBcc: all@example.org", "x", PermanentFailure, "letter's head"),
    ],
)
def test_failures(box, to, text, failure, words):
    with pytest.raises(failure, match=words):
        _sender(box.port).send(Outgoing("m1", to, text, "s"))
    assert box.letters == []


def test_a_line_break_in_the_subject_is_refused(box):
    with pytest.raises(PermanentFailure, match="letter's head"):
        _sender(box.port).send(Outgoing("m1", "ana@example.org", "x", "Hello\nBcc: all@example.org"))


def test_a_server_that_is_down_is_tried_again():
    with pytest.raises(TemporaryFailure, match="could not be reached"):
        _sender(9).send(Outgoing("m1", "ana@example.org", "x", "s"))


def test_encryption_is_never_left_out_silently(box):
    server = MailServer("127.0.0.1", "desk@agency.example", box.port, security="starttls", seconds=5)
    with pytest.raises(TemporaryFailure, match="STARTTLS"):
        MailSender(server).send(Outgoing("m1", "ana@example.org", "x", "s"))
    assert box.letters == []
