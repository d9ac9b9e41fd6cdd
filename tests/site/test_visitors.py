"""Pages that know an account before anybody is signed in see that account and count its failures."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.site.visitors import subject_of, typed_address

WRONG = {"login": "Ana@example.org", "password": "not this"}


@pytest.fixture
def ana(db):
    with acting_as_system("test"):
        return User.objects.create_user("ana@example.org", "a long enough word")


@pytest.mark.parametrize("address", ["ana@example.org", "nobody@example.org"])
def test_a_wrong_password_is_answered_and_counted_under_its_address(ana, as_web_role, address):
    answer = Client().post("/accounts/login/", {**WRONG, "login": address})
    assert answer.status_code == 200
    with acting_as_system("test"):
        attempt = AccessAttempt.objects.get()
        assert attempt.username == address
        assert attempt.failures_since_start == 1


def test_the_door_closes_after_the_limit_and_for_that_address_alone(ana, as_web_role, settings):
    settings.AXES_FAILURE_LIMIT = 2
    codes = [Client().post("/accounts/login/", WRONG).status_code for _ in range(2)]
    assert codes[0] == 200
    assert codes[-1] == 429
    assert Client().post("/accounts/login/", {**WRONG, "login": "ben@example.org"}).status_code == 200


def test_a_right_password_comes_in(ana, as_web_role):
    answer = Client().post("/accounts/login/", {"login": "ana@example.org", "password": "a long enough word"})
    assert answer.status_code == 302


def test_a_password_that_is_forgotten_is_answered_alike_for_known_and_unknown(ana, as_web_role):
    for address in ("ana@example.org", "nobody@example.org"):
        assert Client().post("/accounts/password/reset/", {"email": address}).status_code == 302


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/", ""),
        ("/program/", ""),
        ("/accounts/login/", "email:Ana@example.org"),
        ("/accounts/oidc/oidc/login/callback/", ""),
        ("/accounts/password/reset/key/zz-x/", ""),
        ("/accounts/confirm-email/made-up/", ""),
        ("/demo/coach/", ""),
    ],
)
def test_a_page_names_whom_it_is_about(path, subject):
    request = RequestFactory().post(path, WRONG)
    request.session = {}
    assert subject_of(request) == subject


def test_a_stranger_to_the_session_format_is_nobody():
    request = RequestFactory().get("/accounts/2fa/authenticate/")
    request.session = {"account_login": {"user_pk": "not an id"}}
    assert subject_of(request) == ""


def test_the_address_is_found_whatever_the_library_calls_it():
    request = RequestFactory().post("/accounts/login/", WRONG)
    assert typed_address(request, {"email": "a@example.org"}) == "a@example.org"
    assert typed_address(request, {"username": " b@example.org\0"}) == "b@example.org"
    assert typed_address(request) == "ana@example.org"
    assert typed_address(RequestFactory().post("/"), {}) == ""
