"""Single sign-on against a real OpenID provider: who may come in by it, and that nobody else does."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import warnings
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.actions import invite_member
from gainful.domain.organizations.models import ApiToken, Invitation, Membership
from tests.town import town

__all__ = ["town"]


@pytest.fixture(scope="module")
def provider():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread

        with run_server_in_thread(require_nonce=False) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def connected(provider, settings, town, as_web_role):
    app = {
        "provider_id": "oidc", "name": "County sign-on", "client_id": "gainful", "secret": "of the county",
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def invited(town, email="ana@example.org", role="coach"):
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        _invitation, secret = invite_member(actor, town.agency, email=email, role=role, name="Ana Alvarez")
    return secret


def signs_in_there(client: Client, leaving, sub: str):
    """Follow the browser to the provider, sign in there as `sub`, and come back; returns our answer."""
    assert leaving.status_code == 302, leaving.content
    assert urlsplit(leaving["Location"]).path == "/oauth2/authorize"
    there = requests.post(leaving["Location"], data={"sub": sub}, allow_redirects=False, timeout=20)
    back = urlsplit(there.headers["Location"])
    assert back.path == "/accounts/oidc/oidc/login/callback/"
    return client.get(f"{back.path}?{back.query}")


def test_an_invited_stranger_joins_without_a_password(town):
    secret, client = invited(town), Client()
    page = client.get(reverse("invitation", args=[secret])).content.decode()
    assert "Join with County sign-on" in page
    answer = signs_in_there(
        client, client.post(reverse("invitation_sign_on", args=[secret])), "ana-at-the-county"
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")
    with acting_as_system("test"):
        user = User.objects.get(email="ana@example.org")
        assert (user.name, user.has_usable_password()) == ("Ana Alvarez", False)
        assert Membership.objects.get(user=user, ended_at=None).role == "coach"
        assert Invitation.objects.get(email="ana@example.org").accepted_at is not None
    assert client.get("/coach/").status_code == 200, "their provider asks for the second step"
    again = Client()
    answer = signs_in_there(again, again.post("/accounts/oidc/oidc/login/"), "ana-at-the-county")
    assert again.get("/coach/").status_code == 200


def test_a_stranger_without_an_invitation_gets_no_account(town):
    client = Client()
    answer = signs_in_there(client, client.post("/accounts/oidc/oidc/login/"), "anybody")
    assert client.get("/coach/").status_code in {302, 403}
    assert answer.status_code in {200, 302}
    with acting_as_system("test"):
        assert not SocialAccount.objects.exists()
        assert User.objects.filter(email__icontains="anybody").count() == 0


def test_an_address_that_has_an_account_is_not_given_away(town):
    """Whoever holds an invitation of a colleague and signs in at the provider as themself does not become them."""
    secret, client = invited(town, email=town.coach.user.email, role="program_manager"), Client()
    page = client.get(reverse("invitation", args=[secret])).content.decode()
    assert "Sign in with County sign-on" in page
    signs_in_there(client, client.post(reverse("invitation_sign_on", args=[secret])), "somebody-else")
    assert client.get("/coach/").status_code in {302, 403}
    with acting_as_system("test"):
        assert not SocialAccount.objects.filter(user=town.coach.user).exists()
        assert Invitation.objects.get(email=town.coach.user.email).accepted_at is None


def test_an_account_made_meanwhile_is_not_given_away_either(town):
    secret, client = invited(town), Client()
    leaving = client.post(reverse("invitation_sign_on", args=[secret]))
    with acting_as_system("test"):
        User.objects.create_user("ana@example.org", "a long password of hers", name="Ana")
    answer = signs_in_there(client, leaving, "somebody-else")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert "has an account" in client.get("/accounts/login/").content.decode()
    with acting_as_system("test"):
        assert not SocialAccount.objects.exists()


def test_a_link_that_ended_on_the_way_says_so(town):
    secret, client = invited(town), Client()
    leaving = client.post(reverse("invitation_sign_on", args=[secret]))
    with acting_as_system("test"):
        Invitation.objects.update(revoked_at=Invitation.objects.get().created_at)
    assert signs_in_there(client, leaving, "ana-at-the-county").status_code == 410
    with acting_as_system("test"):
        assert not User.objects.filter(email="ana@example.org").exists()
    assert client.post(reverse("invitation_sign_on", args=[secret])).status_code == 410


def test_a_member_connects_it_and_comes_in_by_it(town):
    client = town.coach.client
    assert "/accounts/3rdparty/" in client.get(reverse("account:home")).content.decode()
    leaving = client.post("/accounts/oidc/oidc/login/?process=connect")
    signs_in_there(client, leaving, "the-coach")
    with acting_as_system("test"):
        assert SocialAccount.objects.get(user=town.coach.user).uid == "the-coach"
    other = Client()
    signs_in_there(other, other.post("/accounts/oidc/oidc/login/"), "the-coach")
    assert other.get("/coach/").status_code == 200


def test_a_press_on_the_sign_in_page_leads_to_the_provider():
    """No page between that asks once more: the button posts, with a token of the page."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/accounts/login/?next=/coach/people/").content.decode()
    (address, token) = re.findall(
        r'action="(/accounts/oidc/[^"]+)">\s*<input type="hidden" name="csrfmiddlewaretoken" value="([^"]+)"',
        page,
    )[0]
    assert "Sign in with County sign-on" in page
    leaving = client.post(html.unescape(address), {"csrfmiddlewaretoken": token})
    assert (leaving.status_code, urlsplit(leaving["Location"]).path) == (302, "/oauth2/authorize")
    assert "next=%2Fcoach%2Fpeople%2F" in html.unescape(address)


def test_without_single_sign_on_no_page_offers_it(town, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    secret = invited(town)
    assert "sign-on/" not in Client().get(reverse("invitation", args=[secret])).content.decode()
    assert Client().post(reverse("invitation_sign_on", args=[secret])).status_code == 404
    assert "/accounts/3rdparty/" not in town.coach.client.get(reverse("account:home")).content.decode()


def test_the_policy_on_forms_names_the_provider():
    """Browsers hold a form's policy against where its answer leads, so the provider must stand in it."""

    told = (
        "from django.conf import settings;"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'],"
        " settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['settings'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True,
        env={**os.environ, "OIDC_SERVER_URL": "https://id.example.org/realms/county",
             "DJANGO_SETTINGS_MODULE": "gainful.site.settings", "OIDC_SIGN_IN_ORIGINS": "https://login.example.org"},
    )  # fmt: skip
    assert "https://id.example.org" in done.stdout
    assert "https://login.example.org" in done.stdout
    policy, _bracket, told = done.stdout.partition("{")
    assert "/realms" not in policy
    assert "'oauth_pkce_enabled': True" in told


PASSWORD = "correct horse battery"


def with_password(who) -> Client:
    """Sign in with a password, longer ago than a person need not be asked again."""
    with acting_as_system("test"):
        who.user.set_password(PASSWORD)
        who.user.save()
    client = Client()
    client.post("/accounts/login/", {"login": who.user.email, "password": PASSWORD})
    session = client.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 3600
    session.save()
    return client


def test_whoever_sits_down_at_an_open_desk_connects_no_sign_on_of_their_own(town):
    """It would open the account for good, past its second step."""
    client = with_password(town.coach)
    leaving = client.post("/accounts/oidc/oidc/login/?process=connect")
    answer = signs_in_there(client, leaving, "a-colleague")
    assert answer["Location"] == reverse("account_reauthenticate")
    with acting_as_system("test"):
        assert not SocialAccount.objects.exists()
    client.post(reverse("account_reauthenticate"), {"password": "a guess of theirs"})
    with acting_as_system("test"):
        assert not SocialAccount.objects.exists()
    page = client.post(
        reverse("account_reauthenticate"), {"password": PASSWORD}, follow=True
    ).content.decode()
    assert "Single sign-on opens your account from now on." in page
    with acting_as_system("test"):
        assert SocialAccount.objects.get().user_id == town.coach.user.pk


def test_nor_do_they_add_an_address_or_take_a_token_along(town):
    client = with_password(town.coach)
    addresses, page = reverse("account_email"), reverse("account_reauthenticate")
    token = {"name": "mine", "scope": "read", "days": 30}
    for address, given in (
        (addresses, {"email": "mine@example.org", "action_add": ""}),
        (reverse("account:issue_token"), token),
    ):
        answer = client.post(address, given)
        assert answer.status_code == 302
        assert answer["Location"].startswith(page)
    with acting_as_system("test"):
        assert not ApiToken.objects.exists()
        assert not EmailAddress.objects.filter(email="mine@example.org").exists()
    onward = client.post(answer["Location"], {"password": PASSWORD, "next": reverse("account:issue_token")})
    assert onward.context["secret"], "the token that was asked for, without asking for it twice"


def test_what_is_sent_to_the_provider_is_worth_nothing_in_another_browser(town):
    """A code that somebody saw on its way can be redeemed only with a secret that the first browser's session holds."""
    leaving = Client().post("/accounts/oidc/oidc/login/")
    told = parse_qs(urlsplit(leaving["Location"]).query)
    assert told["code_challenge_method"] == ["S256"]
    assert told["state"][0]
    stranger = Client()
    answer = stranger.get(f"/accounts/oidc/oidc/login/callback/?code=x&state={told['state'][0]}")
    assert "_auth_user_id" not in stranger.session
    assert answer.status_code == 401
