"""What cannot be read is refused in plain words that name the field, never with a page and never with a crash."""

from __future__ import annotations

import json

import pytest

from gainful.api.v1.api import api
from tests.person import ana  # noqa: F401 - a fixture

NOBODY = "00000000-0000-0000-0000-000000000000"
BODIES = [
    (b"", 422), (b"null", 422), (b"1", 422), (b'"x"', 422), (b"{", 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400),
    (b'{"a":' * 100_000, 400), (b"1" * 5000, 400), (b'{"text": "\\u0000"}', 422), (b'{"text": "\\ud800"}', 422),
    (b'{"text": "' + b"x" * 7_000_000 + b'"}', 413),
]  # fmt: skip
CHANGES = [
    (method, path.replace("{order_id}", NOBODY).replace("{job_id}", NOBODY))
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
    if "application/json" in operation.get("requestBody", {}).get("content", {})
]


PARTS = 3
"""Each operation is sent every third body in each run, each body to every third operation; all in `make test-all`."""


@pytest.mark.parametrize(
    ("method", "path", "bodies"),
    [
        pytest.param(method, path, BODIES[(turn + part) % PARTS :: PARTS], marks=[pytest.mark.slow] if part else [],
                     id=f"{method}-{path}-{part}")
        for turn, (method, path) in enumerate(CHANGES)
        for part in range(PARTS)
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused_as_json(town, method, path, bodies):
    assert len(bodies) == len(BODIES) / PARTS
    for body, status in bodies:
        reply = getattr(town.manager.client, method)(path, body, content_type="application/json")
        assert reply.status_code in {status, 404}, (body[:20], reply.content[:200])
        assert set(reply.json()) == {"message", "hint", "field"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("person_id", " ", "at least 1"),
        ("person_id", "x" * 61, "at most 60"),
        ("consent_until", "2026-02-30", "YYYY-MM-DD"),
        ("consent_until", -1, "YYYY-MM-DD"),
        ("wage_floor", -5, "greater than or equal to 0"),
        ("wage_floor", 10**30, "10000000"),
        ("wage_floor", "NaN", "whole number"),
        ("name", "\x00", "cannot be stored"),
        ("schedule", ["dawn"], "'day'"),
    ],
)
def test_a_wrong_field_is_named(town, field, value, words):
    given = {"person_id": "P-1", "basis": "verbal", "consent_until": "2027-01-31", field: value}
    reply = town.manager.client.post("/api/v1/people", json.dumps(given), content_type="application/json")
    assert reply.status_code == 422
    assert reply.json()["field"].split(".")[0] == field
    assert words in reply.json()["message"]


def test_a_missing_field_is_named(town):
    reply = town.manager.client.post("/api/v1/people", "{}", content_type="application/json").json()
    assert (reply["message"], reply["field"]) == ("This is needed.", "person_id")
