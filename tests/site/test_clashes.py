"""Two act at one moment, or PostgreSQL refuses a row: words and 409 or 403, never a bare 500."""

from __future__ import annotations

import django.db
import psycopg
import pytest
from django.test import Client

from gainful.site.outage import clash_of


def raised(cause: psycopg.Error) -> Exception:
    error = django.db.IntegrityError(*cause.args)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (psycopg.errors.UniqueViolation("twice"), 409),
        (psycopg.errors.ExclusionViolation("overlap"), 409),
        (psycopg.errors.SerializationFailure("at once"), 409),
        (psycopg.errors.DeadlockDetected("wait"), 409),
        (psycopg.errors.InsufficientPrivilege("new row violates row-level security policy"), 403),
        (psycopg.errors.NotNullViolation("ours"), None),
        (psycopg.errors.CheckViolation("ours"), None),
    ],
)
def test_what_the_database_says_becomes_a_status(error, status):
    found = clash_of(raised(error))
    assert (found and found[0]) == status
    assert clash_of(KeyError("ours")) is None


@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/job-orders"])
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (psycopg.errors.UniqueViolation("twice"), 409, "saved the same thing at this moment"),
        (psycopg.errors.InsufficientPrivilege("policy"), 403, "do not let you save this"),
    ],
)
def test_people_and_programs_are_told_in_words(db, monkeypatch, path, error, status, words):
    def fail(*_args: object, **_kwargs: object) -> None:
        raise raised(error)

    monkeypatch.setattr("gainful.site.middleware.set_actor", fail)
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "Nothing" in answer.content.decode()
