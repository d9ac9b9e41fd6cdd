"""Mail about an account names Gainful and nobody else: a stranger's name in it looks like a fraud."""

from __future__ import annotations

import pytest
from django.core import mail

from gainful.domain.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_new_password_is_asked_for_in_plain_words(client, system):
    User.objects.create_user("ana@example.org", name="Ana")
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    (letter,) = mail.outbox
    assert letter.subject == "Gainful: Choose a new password"
    assert "example.com" not in letter.subject + letter.body
    assert "Hello from Gainful." in letter.body
    assert "/accounts/password/reset/key/" in letter.body
    assert "If it was not you, do nothing" in letter.body


def test_an_address_without_an_account_is_answered_alike_and_told_by_mail_alone(client, system):
    User.objects.create_user("ana@example.org", name="Ana")
    known, unknown = (
        client.post("/accounts/password/reset/", {"email": f"{name}@example.org"})
        for name in ("ana", "nobody")
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (["nobody@example.org"], "Gainful: No account has this address")
    assert "perhaps you, asked for a new password for nobody@example.org" in letter.body
