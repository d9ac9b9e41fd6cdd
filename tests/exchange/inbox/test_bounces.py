"""Delivery reports in the form of RFC 3464."""

import pytest

from gainful.exchange.inbox.bounces import Bounce, read_bounce

REPORT = """From: Mail Delivery System <mailer-daemon@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

{fields}
--b
Content-Type: {kind}

Message-ID: <m1@agency.example>
To: ana@example.org
Subject: Cita

--b--
"""


def _report(fields: str, kind: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(fields=fields, kind=kind).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize(
    ("status", "action", "permanent"),
    [
        ("5.1.1", "failed", True),
        ("4.2.2", "delayed", False),
        ("4.4.7", "failed", False),
        ("5.2.2", "delayed", False),
    ],
)
def test_one_address(kind, status, action, permanent):
    fields = f"Final-Recipient: rfc822; Ana@Example.org\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 no\n  such user"  # noqa: E501
    assert read_bounce(_report(fields, kind)) == [
        Bounce("ana@example.org", permanent, status, "550 no such user", "m1@agency.example")
    ]


def test_the_original_address_counts_behind_a_forward():
    fields = "Original-Recipient: rfc822; ana@example.org\nFinal-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1"  # noqa: E501
    assert [bounce.address for bounce in read_bounce(_report(fields))] == ["ana@example.org"]


def test_delivered_is_no_bounce():
    assert (
        read_bounce(_report("Final-Recipient: rfc822; ana@example.org\nAction: delivered\nStatus: 2.0.0"))
        == []
    )


def test_other_mail_is_no_bounce():
    assert read_bounce(b"From: ana@example.org\r\n\r\nI will come.") == []
