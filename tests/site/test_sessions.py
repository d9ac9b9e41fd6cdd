"""Sessions work as Django's, and the web role can neither list nor copy one."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.site.sessions import SessionStore, kept


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def session(as_web_role):
    store = SessionStore()
    store["who"] = "Ana"
    store.create()
    return store


def test_a_session_is_kept_and_found_by_its_key(session):
    assert SessionStore(session.session_key)["who"] == "Ana"
    assert session.exists(session.session_key)
    changed = SessionStore(session.session_key)
    changed["who"] = "Ben"
    changed.save()
    assert SessionStore(session.session_key)["who"] == "Ben"


def test_an_unknown_and_an_ended_session_are_empty_and_not_begun_again(session):
    assert SessionStore("x" * 32).load() == {}
    again = SessionStore(session.session_key)
    again.load()
    session.delete()
    assert SessionStore(session.session_key).load() == {}
    with pytest.raises(UpdateError):
        again.save()


def test_a_session_ends_with_its_time(session):
    session.set_expiry(timezone.now() - timedelta(seconds=1))
    session.save()
    assert not session.exists(session.session_key)


def test_a_key_in_use_is_not_given_out_again(session, monkeypatch):
    keys = iter([session.session_key, "b" * 32])
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda _self: next(keys))
    other = SessionStore()
    other.create()
    assert other.session_key == "b" * 32
    assert SessionStore(session.session_key)["who"] == "Ana"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM django_session",
        "UPDATE django_session SET session_data = 'x'",
        "DELETE FROM django_session",
    ],
)
def test_the_web_role_lists_and_changes_none(session, sql):
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        run(sql)


def test_the_cookie_does_not_stand_in_the_table(session, db):
    run("RESET ROLE")
    assert run("SELECT session_key FROM django_session") == [(kept(session.session_key),)]
    assert session.session_key not in kept(session.session_key)
