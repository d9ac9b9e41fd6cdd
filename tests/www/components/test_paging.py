"""Pages of lists: every row once, whatever a visitor writes into the address."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from gainful.www.components.paging import Page, numbered_page, open_page, whole_number


def asked(query):
    return RequestFactory().get("/", query)


def walked(total, page_at):
    """Follow the link to the next page until there is none; returns all rows."""
    rows, page = [], page_at({})
    while True:
        rows += page.rows
        if not page.later:
            return rows, page
        assert len(rows) <= total
        page = page_at({key: values[0] for key, values in parse_qs(page.later[1:]).items()})


@given(st.integers(0, 120), st.integers(1, 30))
def test_following_the_links_shows_every_row_once(total, size):
    everything = list(range(total))

    def fetch(start, count):
        return everything[start : start + count]

    rows, last = walked(total, lambda query: open_page(asked(query), fetch, size=size))
    assert rows == everything
    rows, last = walked(total, lambda query: numbered_page(asked(query), total, fetch, size=size))
    assert rows == everything
    assert last.number == last.of == max(1, -(-total // size))


@pytest.mark.parametrize("text", ["", "0", "-1", "x", "\u00b2", "9" * 5000, "1.5", "\u0663"])
def test_a_number_that_makes_no_sense_gives_the_first_page(text):
    page = numbered_page(asked({"page": text}), 100, lambda start, size: list(range(start, start + size)))
    assert page.number == 1
    assert isinstance(page, Page)
    assert whole_number(text) in {None, 0}


def test_what_narrows_the_list_stays_in_the_links():
    page = numbered_page(asked({"q": "a b", "page": "2"}), 100, lambda start, size: [])
    assert parse_qs(page.later[1:]) == {"q": ["a b"], "page": ["3"]}
    assert parse_qs(page.earlier[1:]) == {"q": ["a b"], "page": ["1"]}
