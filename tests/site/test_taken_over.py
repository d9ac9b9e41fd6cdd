"""An account that somebody else made with a person's invitation is the person's once they choose its password.

Whoever invites is shown the link. They could take the invitation up with a password of their own and wait for the
person to say truly that the address is theirs.
"""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as, acting_as_system, acting_in, visiting
from gainful.domain.accounts.addresses import confirmed_address
from gainful.domain.accounts.models import User
from gainful.domain.organizations.actions import accept_invitation, invite_member
from gainful.domain.organizations.models import ApiToken, Membership
from tests.helped import as_member

PERSON, OTHER = "rosa@example.org", "mallory@elsewhere.example"
THEIRS, HERS = "river stone lantern 42", "harbor window garden 17"
HOME = "/account/"


@pytest.fixture
def made(town, as_web_role):
    """Return the account that the operator opened with the link that the page showed them."""
    with as_member(town.operator) as actor:
        _made, secret = invite_member(actor, town.agency, email=PERSON, role="participant")
    return accept_invitation(secret, name="Not Rosa", password=THEIRS).user


def signed_in(login: str, password: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client


def comes_in(login: str, password: str) -> bool:
    return signed_in(login, password).get(HOME).status_code == 200


def letter_link(pattern: str) -> str:
    return re.search(pattern, str(mail.outbox[-1].body))[0]


def asks_for_a_letter(client: Client, email: str) -> str:
    client.post(reverse("account_email"), {"action_send": "", "email": email})
    return letter_link(r"/accounts/confirm-email/\S+")


def forgets(email: str) -> int:
    mail.outbox.clear()
    assert Client().post(reverse("account_reset_password"), {"email": email}).status_code == 302
    return sum("/reset/key/" in str(letter.body) for letter in mail.outbox)


def chooses(password: str) -> None:
    client = Client()
    form = client.get(letter_link(r"/accounts/password/reset/key/\S+"), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def is_confirmed(user: User) -> bool:
    with acting_as_system("test"):
        return bool(confirmed_address(user))


def test_a_yes_to_the_letter_makes_nobody_elses_account_hers(made):
    link = asks_for_a_letter(signed_in(PERSON, THEIRS), PERSON)
    rosa = Client()
    for answer in (rosa.get(link), rosa.post(link)):
        assert "Sign in first" in answer.content.decode()
        assert PERSON not in answer.content.decode(), "nor is told whose the link is"
    assert not is_confirmed(made)


def test_whoever_signs_in_and_reads_the_letter_confirms_the_address(made):
    client = signed_in(PERSON, THEIRS)
    link = asks_for_a_letter(client, PERSON)
    assert PERSON in client.get(link).content.decode()
    client.post(link)
    assert is_confirmed(made)


def test_the_letter_of_one_account_is_nothing_to_another(made, town):
    link = asks_for_a_letter(signed_in(PERSON, THEIRS), PERSON)
    assert "for another account" in town.coach.client.get(link).content.decode()
    town.coach.client.post(link)
    assert not is_confirmed(made)


def test_a_new_password_by_letter_makes_the_account_hers_and_nobody_elses(made):
    with acting_as_system("test"):
        EmailAddress.objects.create(user=made, email=OTHER, verified=True)
        SocialAccount.objects.create(user=made, provider="oidc", uid="mallory", extra_data={})
    before = signed_in(PERSON, THEIRS)
    before.post(reverse("account_reauthenticate"), {"password": THEIRS})
    before.post(reverse("account:issue_token"), {"name": "x", "scope": "read", "days": 30})
    assert forgets(PERSON) == 1
    chooses(HERS)
    assert is_confirmed(made), "the letter was opened"
    assert comes_in(PERSON, HERS)
    assert before.get(HOME).status_code == 302
    with acting_as_system("test"):
        assert list(EmailAddress.objects.filter(user=made).values_list("email", flat=True)) == [PERSON]
        assert not SocialAccount.objects.exists()
        assert not ApiToken.objects.filter(revoked_at=None).exists()
    assert forgets(OTHER) == 0
    assert not comes_in(OTHER, THEIRS)


def test_before_that_only_letters_to_its_own_address_open_the_account(made):
    with acting_as_system("test"):
        EmailAddress.objects.create(user=made, email=OTHER, verified=True)
    assert forgets(OTHER) == 0
    with acting_as_system("test"):
        EmailAddress.objects.create(user=made, email=PERSON, verified=True, primary=True)
    assert forgets(OTHER) == 1
    chooses(HERS)
    with acting_as_system("test"):
        assert EmailAddress.objects.filter(user=made).count() == 2, "her own second address stays"
    assert comes_in(OTHER, HERS)


def test_a_second_step_stays_since_a_mailbox_alone_opens_no_such_account(made):
    with acting_as_system("test"):
        TOTP.activate(made, "JBSWY3DPEHPK3PXP")
    forgets(PERSON)
    chooses(HERS)
    assert not comes_in(PERSON, HERS)


def test_no_visitor_confirms_an_address_in_sql(made):
    with acting_as_system("test"):
        row = EmailAddress.objects.create(user=made, email=PERSON)
    for subject in (f"address:{row.pk}", f"account:{made.pk}", f"email:{PERSON}"):
        with (
            visiting(subject),
            acting_in("mailed_key"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE account_emailaddress SET verified = true")
            assert cursor.rowcount == 0, subject
    assert not is_confirmed(made)


@pytest.mark.parametrize("sign", ["\u0131", "\u017f"])
def test_no_account_takes_an_address_that_could_be_taken_for_another(made, sign):
    client = signed_in(PERSON, THEIRS)
    mail.outbox.clear()
    answer = client.post(reverse("account_email"), {"action_add": "", "email": f"rosa@ma{sign}l.example"})
    assert "is not an email address" in answer.content.decode()
    assert not mail.outbox


@pytest.mark.parametrize("sign", ["\u0130", "\u0131", "\u017f", "\u212a"])
def test_an_address_that_could_be_taken_for_another_counts_as_nobodys(made, sign):
    address = f"rosa@ma{sign}l.example"
    with acting_as_system("test"):
        User.objects.filter(pk=made.pk).update(email=address)
        EmailAddress.objects.bulk_create([EmailAddress(user=made, email=address, verified=True)])
        user = User.objects.get(pk=made.pk)
        assert confirmed_address(user) == ""
        agency = Membership.objects.get(user=made).organization
    with acting_as(user, agency, role="participant"), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.confirmed_address()")
        assert cursor.fetchone() == (None,)
