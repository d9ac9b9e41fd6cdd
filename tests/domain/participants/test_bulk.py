"""Rows by the thousand: what goes in comes out the same, and ids stand in the order they were made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from gainful.domain.participants.bulk import array_text
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Scope

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=20)


def back(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [array_text(values)])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@given(values=st.lists(st.none() | TEXT))
def test_any_text_comes_out_as_it_went_in(values):
    assert back("text", values) == values


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("uuid", [uuid4(), None]),
        ("timestamptz", [datetime(2026, 11, 24, 5, 6, 7, 89, UTC), None]),
        ("date", [date(2024, 2, 29), None]),
        ("integer", [0, -3, None]),
        ("boolean", [True, False, None]),
        ("double precision", [0.1, 1e300, None]),
        ("text", ["NULL", "", "null", "{a,b}", "\\", '"', "a'b", Scope.PROFILE]),
    ],
)
def test_each_kind_of_value_comes_out_as_it_went_in(db, kind, values):
    assert back(kind, values) == values


def test_bytes_and_lists_within_lists(db):
    assert [bytes(value) for value in back("bytea", [b"", b"\x00\xff\\"])] == [b"", b"\x00\xff\\"]
    assert back("text", [("day", 'e"ve'), []]) == ['{"day","e\\"ve"}', "{}"]


def test_ids_are_in_the_order_they_were_made():
    made = [next_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(i.version, i.variant) for i in made} == {(7, uuid4().variant)}
