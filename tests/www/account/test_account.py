"""My account: my roles, my tokens, nobody else's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import ApiToken, Membership

TOKENS = "account:issue_token"


def test_strangers_are_sent_to_sign_in(client, db):
    for name in ("home", "choose_role", "issue_token"):
        assert client.get(reverse(f"account:{name}")).status_code == 302


def test_a_person_changes_to_another_of_their_roles(town):
    with acting_as_system("test"):
        second = Membership.objects.create(user=town.manager.user, organization=town.agency, role="operator")
        foreign = Membership.objects.get(user=town.stranger.user)
    client, url = town.manager.client, reverse("account:choose_role")
    assert client.get(reverse("operator:home")).status_code == 403
    client.post(url, {"membership": str(foreign.pk)})
    assert client.get(reverse("operator:home")).status_code == 403
    client.post(url, {"membership": str(second.pk)})
    assert client.get(reverse("operator:home")).status_code == 200


def make(town, scope="read", days=30, who=None):
    data = {"name": "nightly", "scope": scope, "days": days}
    return (who or town.manager).client.post(reverse(TOKENS), data)


@pytest.mark.parametrize("days", [0, 367, ""])
def test_a_token_needs_a_sensible_end(town, days):
    assert make(town, days=days).status_code == 422


def test_a_token_is_ended_by_its_person_alone(town):
    make(town)
    with acting_as_system("test"):
        token = ApiToken.objects.get()
    url = reverse("account:end_token", args=[token.pk])
    town.stranger.client.post(url)
    with acting_as_system("test"):
        token.refresh_from_db()
    assert token.revoked_at is None
    town.manager.client.post(url)
    with acting_as_system("test"):
        token.refresh_from_db()
    assert token.revoked_at is not None


def test_the_secret_is_shown_once_and_not_kept(town):
    secret = make(town).context["secret"]
    page = town.manager.client.get(reverse("account:home")).content.decode()
    assert "nightly" in page
    assert secret not in page
    with acting_as_system("test"):
        assert secret not in str(ApiToken.objects.values().get())
