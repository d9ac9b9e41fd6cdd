"""Pages nobody wants to see are pages too: what they say, axe at 1280 and 320 px, and a way on."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.views import defaults
from playwright.sync_api import expect

from tests.journeys.browser import looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
TRIES = 8
"""Wrong passwords after which the door is shut (AXES_FAILURE_LIMIT)."""
MISSING = "/program/nowhere/"


@pytest.mark.parametrize(
    ("path", "words"), [(MISSING, "no such page"), ("/operator/", "not open to your role")]
)
def test_what_is_not_there_or_not_yours(visitor, path, words):
    someone = visitor()
    someone.sign_in("program_manager")
    someone.open(path)
    assert words in someone.heading()
    assert looked_at(someone.page) == []


def test_what_is_not_there_without_an_account(visitor):
    someone = visitor()
    someone.open("/guest/nowhere/")
    assert "no such page" in someone.heading()
    assert looked_at(someone.page) == []


def test_a_closed_link(visitor):
    someone = visitor()
    someone.open("/guest/link/not-a-link/")
    assert "no longer opens" in someone.heading()
    assert looked_at(someone.page) == []


def test_a_form_that_was_open_too_long(visitor):
    someone = visitor()
    someone.open("/accounts/login/")
    someone.context.clear_cookies()
    someone.field("Email").fill("nobody@example.org")
    someone.field("Password").fill("not the password")
    someone.button("Sign in").click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("This page was open too long")
    assert looked_at(someone.page) == []


def test_too_many_wrong_passwords(visitor):
    someone = visitor()
    said = someone.page.locator("main [role=alert], main .usa-error-message").or_(
        someone.page.get_by_text("Too many")
    )
    for _ in range(TRIES):
        someone.open("/accounts/login/")
        someone.field("Email").fill("guessed@example.org")
        someone.field("Password").fill("not the password")
        with someone.page.expect_response(lambda answer: answer.request.method == "POST"):
            someone.button("Sign in").click()
        expect(said.first).to_be_visible()
    expect(someone.page.get_by_text("Too many").first).to_be_visible()
    assert looked_at(someone.page) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (defaults.server_error, "went wrong on our side"),
        (lambda request: defaults.bad_request(request, ValueError()), "could not be read"),
    ],
)
def test_what_django_answers_where_nothing_else_can(visitor, address, answer, words):
    html = answer(RequestFactory().get("/")).content.decode()
    someone = visitor()
    someone.page.route("**/broken/", lambda route: route.fulfill(body=html, content_type="text/html"))
    someone.open("/broken/")
    assert words in someone.heading()
    assert looked_at(someone.page) == []
