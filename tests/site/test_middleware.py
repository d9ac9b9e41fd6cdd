"""What no database can keep is answered before it gets there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.site.middleware import MOST_BODY


@pytest.mark.parametrize("page", ["program:people", "program:courses", "program:home"])
def test_a_query_with_nul_is_a_bad_request(town, page):
    assert town.manager.client.get(reverse(page), {"q": "a\x00"}).status_code == 400


def test_a_form_with_nul_loses_the_nul_and_nothing_else(town):
    data = {"text": town.posting.replace(" ", "\x00 ", 3), "title": "Nurs\x00e"}
    answer = town.manager.client.post(reverse("program:job_start"), data)
    assert answer.status_code == 302
    with acting_as_system("test"):
        order = JobOrder.objects.get()
    assert order.title == "Nurse"
    assert order.posting_text.split() == town.posting.split()


def test_a_cookie_with_nul_is_a_bad_request(client):
    client.cookies["sessionid"] = "a\x00"
    assert client.get("/").status_code == 400


def test_a_path_with_nul_is_a_bad_request(client):
    assert client.get("/static%00/").status_code == 400


@pytest.mark.parametrize(
    ("path", "kind"), [("/accounts/login/", "text/plain"), ("/api/v1/job-orders", "application/json")]
)
def test_a_body_larger_than_any_form_needs_is_refused_unread(client, path, kind):
    answer = client.generic("POST", path, b"x", CONTENT_LENGTH=str(MOST_BODY + 1))
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith(kind)


def test_nothing_that_was_shown_is_kept_by_a_browser(client, db):
    assert "no-store" in client.get("/").headers["Cache-Control"]
