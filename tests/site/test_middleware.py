"""What no database can keep is answered before it gets there."""

from __future__ import annotations

import pytest
from django.urls import reverse


@pytest.mark.parametrize("page", ["program:people", "program:courses", "program:home"])
def test_a_query_with_nul_is_a_bad_request(town, page):
    assert town.manager.client.get(reverse(page), {"q": "a\x00"}).status_code == 400


def test_a_form_with_nul_is_a_bad_request(town):
    answer = town.manager.client.post(reverse("program:job_start"), {"text": "Nurse\x00"})
    assert answer.status_code == 400


def test_a_cookie_with_nul_is_a_bad_request(client):
    client.cookies["sessionid"] = "a\x00"
    assert client.get("/").status_code == 400


def test_a_path_with_nul_is_a_bad_request(client):
    assert client.get("/static%00/").status_code == 400
