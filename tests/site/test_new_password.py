"""A new password ends every other way in: sessions elsewhere and API tokens."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import ApiToken

OLD, NEW = "river stone lantern 42", "harbor window garden 17"
HOME = "/account/"


@pytest.fixture
def manager(town):
    """The program manager's browser, signed in with a password."""
    with acting_as_system("test"):
        town.manager.user.set_password(OLD)
        town.manager.user.save()
    return signed_in(OLD)


def signed_in(password: str) -> Client:
    client = Client()
    reply = client.post(reverse("account_login"), {"login": "manager@example.org", "password": password})
    assert reply.status_code == 302
    return client


def program(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": OLD})
    made = client.post(reverse("account:issue_token"), {"name": "nightly", "scope": "read", "days": 30})
    return Client(headers={"Authorization": f"Bearer {made.context['secret']}"})


def test_a_changed_password_signs_out_elsewhere_and_ends_tokens(town, manager):
    elsewhere, caller = signed_in(OLD), program(manager)
    assert (elsewhere.get(HOME).status_code, caller.get("/api/v1/job-orders").status_code) == (200, 200)
    stranger = program(town.stranger.client)
    reply = manager.post(
        reverse("account_change_password"),
        {"oldpassword": OLD, "password1": NEW, "password2": NEW},
        follow=True,
    )
    assert "1 API token has ended" in reply.content.decode()
    assert manager.get(HOME).status_code == 200, "who changed it stays signed in"
    assert elsewhere.get(HOME).status_code == 302
    assert caller.get("/api/v1/job-orders").status_code == 401
    assert stranger.get("/api/v1/job-orders").status_code == 200


def test_a_forgotten_password_does_the_same(town, manager):
    caller = program(manager)
    Client().post(reverse("account_reset_password"), {"email": "manager@example.org"})
    address = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    other = Client()
    form = other.get(address, follow=True)
    other.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert manager.get(HOME).status_code == 302
    assert caller.get("/api/v1/job-orders").status_code == 401
    assert signed_in(NEW).get(HOME).status_code == 200


def test_a_refused_change_ends_nothing(town, manager):
    caller = program(manager)
    manager.post(
        reverse("account_change_password"), {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    )
    assert caller.get("/api/v1/job-orders").status_code == 200
    with acting_as_system("test"):
        assert ApiToken.objects.get().revoked_at is None
