"""Too many wrong passwords: who is shut out, for how long, and who opens the door again."""

from __future__ import annotations

import smtplib

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from gainful.cli import main
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.lock_out import unlock
from gainful.domain.accounts.models import User

WORD = "a long enough word"


@pytest.fixture
def ana(db):
    with acting_as_system("test"):
        return User.objects.create_user("ana@example.org", WORD)


def sign_in(address: str, given: str = "not this", **more: str) -> int:
    return Client(**more).post("/accounts/login/", {"login": address, "password": given}).status_code


def test_eight_wrong_passwords_in_a_building_shut_one_person_out_and_no_colleague(ana, as_web_role):
    codes = [sign_in(f"person{n}@example.org") for n in range(12)]
    assert set(codes) == {200}
    assert sign_in(ana.email, WORD) == 302
    codes = [sign_in(("ana@example.org", "Ana@Example.org")[n % 2]) for n in range(8)]
    assert codes == [200] * 7 + [429]  # another spelling is no other account
    assert sign_in(ana.email, WORD) == 429
    assert sign_in("ben@example.org") == 200
    assert sign_in(ana.email, WORD, REMOTE_ADDR="192.0.2.7") == 302


def test_a_success_begins_the_count_anew(ana, as_web_role):
    for _ in range(2):
        assert {sign_in(ana.email) for _ in range(7)} == {200}
        assert sign_in(ana.email, WORD) == 302


def test_guesses_from_many_places_at_one_account_end_too(ana, as_web_role):
    codes = [sign_in(ana.email, REMOTE_ADDR=f"192.0.2.{n}") for n in range(51)]
    assert codes == [200] * 50 + [429]
    assert sign_in(ana.email, WORD, REMOTE_ADDR="198.51.100.9") == 429
    with acting_as_system("test"):
        assert unlock("Ana@example.org") == 50
    assert sign_in(ana.email, WORD, REMOTE_ADDR="198.51.100.9") == 302


def test_the_operator_opens_the_door_and_nobody_else(town):
    person = town.coach.user
    for _ in range(8):
        sign_in(person.email)
    assert sign_in(person.email) == 429
    url = reverse("operator:unlock_account", args=[person.pk])
    assert town.manager.client.post(url).status_code == 403
    assert town.operator.client.get(url).status_code == 405
    page = town.operator.client.get(reverse("operator:accounts")).content.decode()
    assert url in page
    assert "are forgotten" in town.operator.client.post(url, follow=True).content.decode()
    assert sign_in(person.email) == 200


def test_so_does_the_terminal(ana, capsys):
    from gainful.commands.installation import _unlock

    for _ in range(8):
        sign_in(ana.email)
    assert _unlock("ANA@example.org") == 0
    assert "8 failed sign-ins are forgotten" in capsys.readouterr().out
    assert sign_in(ana.email) == 200
    assert _unlock("nobody@example.org") == 1
    assert "No account has the address nobody@example.org" in capsys.readouterr().err


def test_the_command_is_there(capsys):
    with pytest.raises(SystemExit) as end:
        main(["unlock", "--help"])
    assert end.value.code == 0
    assert "the email address they sign in with" in capsys.readouterr().out


def test_work_and_mail_are_the_same_whether_somebody_exists_or_not(ana, as_web_role, monkeypatch):
    hashed = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashed.append("encode") or encode(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: hashed.append("verify") or verify(*a))
    work = []
    for address in (ana.email, "nobody@example.org"):
        hashed.clear()
        sign_in(address)
        sent = len(mail.outbox)
        answer = Client().post(reverse("account_reset_password"), {"email": address})
        work.append((len(hashed), len(mail.outbox) - sent, answer.status_code, answer.headers["Location"]))
    assert work[0] == work[1]
    assert work[0][:2] == (1, 1)


@pytest.mark.parametrize("address", ["ana@example.org", "nobody@example.org"])
def test_a_forgotten_password_while_mail_is_down_is_answered_in_words(ana, as_web_role, monkeypatch, address):
    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPConnectError(421, "not now")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    answer = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
    assert answer.status_code == 200
    assert "Mail cannot be sent just now" in answer.content.decode()
