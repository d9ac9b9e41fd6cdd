"""The account's pages speak as the rest of the product does, not as the library they come from."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User

PASSWORD, NEW = "river stone lantern 42", "harbor window garden 17"
TITLES = {
    "account_change_password": "Change my password",
    "account_email": "My email address",
    "account_logout": "Sign out?",
    "mfa_index": "My second step at sign-in",
    "mfa_activate_totp": "Set up the app",
    "mfa_add_webauthn": "Add a key or this device",
    "mfa_list_webauthn": "My security keys",
    "socialaccount_connections": "Single sign-on",
}


@pytest.fixture
def kim(db):
    """Somebody who has just typed their password."""
    with acting_as_system("test"):
        User.objects.create_user("kim@example.org", PASSWORD, name="Kim")
    client = Client()
    client.post(reverse("account_login"), {"login": "kim@example.org", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def words(reply) -> str:
    return re.sub(r"\s+", " ", reply.content.decode())


@pytest.mark.parametrize(("name", "title"), TITLES.items())
def test_each_page_has_its_own_title_and_one_heading(kim, name, title):
    page = words(kim.get(reverse(name)))
    assert re.search(r"<title>\s*(.*?)\s*· Gainful</title>", page)[1].strip() == title
    assert re.findall(r"<h1>\s*(.*?)\s*</h1>", page) == [title]


def test_a_key_is_renamed_and_removed_in_our_words(kim):
    with acting_as_system("test"):
        user = User.objects.get(email="kim@example.org")
        key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Blue key"})
    for name, title in (
        ("mfa_edit_webauthn", "Rename this key"),
        ("mfa_remove_webauthn", "Remove this key?"),
    ):
        assert f"<h1>{title}</h1>" in words(kim.get(reverse(name, args=[key.pk])))
    kim.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Red key"})
    with acting_as_system("test"):
        key.refresh_from_db()
    assert key.data["name"] == "Red key"
    assert "1 key opens your account." in words(kim.get(reverse("mfa_index")))


def test_a_person_without_a_password_chooses_one(kim):
    with acting_as_system("test"):
        user = User.objects.get(email="kim@example.org")
        user.set_unusable_password()
        user.save()
    kim.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "<h1>Choose a password</h1>" in words(kim.get(reverse("account_set_password")))
    reply = kim.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is saved." in words(reply)


def test_a_new_password_is_told_on_the_page_and_by_mail(kim, settings):
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert "Your password is changed." in words(
        kim.post(reverse("account_change_password"), data, follow=True)
    )
    (letter,) = mail.outbox
    assert letter.to == ["kim@example.org"]
    assert "If this was not you" in letter.body
    assert "example.com" not in letter.subject + letter.body
