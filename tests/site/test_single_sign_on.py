"""Single sign-on opens the account that the agency's server names, as the web role."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from gainful.domain.accounts.actor import VISITOR_ROLE, acting_as_system, set_actor
from gainful.domain.accounts.models import User


@pytest.fixture
def server(settings):
    app = {
        "provider_id": "oidc",
        "name": "x",
        "client_id": "x",
        "secret": "x",
        "settings": {"server_url": "https://x"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def answered(uid):
    from allauth.socialaccount.adapter import get_adapter

    request = RequestFactory().get("/accounts/oidc/oidc/login/callback/")
    request.user, request.session = AnonymousUser(), {}
    provider = get_adapter().get_provider(request, "oidc")
    login = provider.sociallogin_from_response(request, {"userinfo": {"sub": uid}, "id_token": {"sub": uid}})
    login.lookup()
    return login


def test_the_named_account_signs_in_and_no_other_is_open(db, server, as_web_role):
    with acting_as_system("test"):
        for name in ("ana", "ben"):
            user = User.objects.create_user(f"{name}@example.org")
            SocialAccount.objects.create(user=user, provider="oidc", uid=name)
    set_actor(None, None, VISITOR_ROLE)
    assert answered("ben").user.email == "ben@example.org"
    assert list(User.objects.values_list("email", flat=True)) == ["ben@example.org"]
    assert not answered("stranger").is_existing
    assert not User.objects.exists()
