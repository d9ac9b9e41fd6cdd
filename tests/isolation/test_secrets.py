"""The web role reads no secret of anybody else: no password's digest, no count, no account of single sign-on."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import Error, connection, transaction

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization


@pytest.fixture
def colleagues(db):
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Harbor", kind="agency")
        made = []
        for name in ("ana", "ben"):
            user = User.objects.create_user(f"{name}@example.org", f"a long password of {name}")
            Membership.objects.create(user=user, organization=agency, role="operator")
            SocialAccount.objects.create(user=user, provider="oidc", uid=f"{name}-1")
            made.append(user)
    return agency, *made


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def refused(sql, because="permission denied"):
    with pytest.raises(Error, match=because), transaction.atomic():
        run(sql)


def test_the_column_of_passwords_is_closed_and_a_colleague_gets_none(colleagues, as_web_role):
    agency, ana, ben = colleagues
    with acting_as(ana, agency, role="operator"):
        refused("SELECT password FROM accounts_user")
        refused("SELECT * FROM accounts_user")
        assert run("SELECT gainful.password_of(%s)", ben.pk) == [(None,)]
        assert User.objects.get(pk=ana.pk).check_password("a long password of ana")
        assert not User.objects.get(pk=ben.pk).password


def test_whoever_signs_in_is_compared_with_their_own_password(colleagues, as_web_role):
    ben = colleagues[2]
    with acting_as(None, None, role="visitor", subject="email:ana@example.org"):
        assert User.objects.get().check_password("a long password of ana")
        assert run("SELECT gainful.password_of(%s)", ben.pk) == [(None,)]


def test_a_password_is_still_changed_by_its_owner(colleagues, as_web_role):
    agency, ana, _ = colleagues
    with acting_as(ana, agency, role="operator"):
        user = User.objects.get(pk=ana.pk)
        user.set_password("another long password")
        user.save()
        assert User.objects.get(pk=ana.pk).check_password("another long password")


def test_single_sign_on_shows_the_one_account_that_was_named(colleagues, as_web_role):
    for subject, seen in (("", []), ("single sign-on:yes", []), ("single sign-on:oidc:ben-1", ["ben-1"])):
        with acting_as(None, None, role="visitor", subject=subject):
            assert [uid for (uid,) in run("SELECT uid FROM socialaccount_socialaccount")] == seen
            assert len(run("SELECT id FROM accounts_user")) == len(seen)


@pytest.mark.parametrize(
    "sql",
    ["SELECT * FROM accounts_count", "DELETE FROM accounts_count", "UPDATE accounts_count SET value = '0'"],
)
def test_counts_against_limits_are_neither_listed_nor_forgotten(colleagues, as_web_role, sql):
    agency, ana, _ = colleagues
    with acting_as(ana, agency, role="operator"):
        refused(sql)


def test_the_key_of_a_count_needs_the_secret_key(db, settings):
    from django.core.cache import cache

    kept = cache._row("address 1", None)
    settings.SECRET_KEY = "another"
    assert cache._row("address 1", None) != kept


def test_no_session_reads_the_statements_of_another(db):
    import psycopg

    settings = connection.settings_dict
    where = {"host": settings["HOST"], "user": "gainful_web", "dbname": settings["NAME"]}
    with psycopg.connect(**where) as one, psycopg.connect(**where) as other:
        one.execute("SELECT 'a name of somebody'")
        seen = other.execute("SELECT query FROM pg_stat_activity WHERE usename = 'gainful_web'").fetchall()
        assert seen
        assert not any("a name of somebody" in str(row) for row in seen)
