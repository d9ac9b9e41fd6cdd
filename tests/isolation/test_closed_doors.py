"""Doors of PostgreSQL itself: one statement a query, no foreign locks, no counters, no text read letter by letter."""

from __future__ import annotations

import subprocess

import psycopg
import pytest
from django.db import connection

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import Participant
from gainful.site.backup import LEFT_OUT
from gainful.site.database import harden, program
from gainful.site.hardening import CONNECTION_OPTIONS
from gainful.site.one_statement import IGNORED, LISTED, OneStatementCursor


@pytest.fixture
def web(db):
    """A session as the site opens it."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], user="gainful_web", dbname=settings["NAME"], options=CONNECTION_OPTIONS,
        cursor_factory=OneStatementCursor,
    ) as opened:  # fmt: skip
        yield opened


def test_a_query_brings_no_second_statement_along(web):
    with web.cursor() as cursor, pytest.raises(psycopg.Error, match="multiple commands"):
        cursor.execute("SELECT 1 WHERE 'x' = %s; SET search_path = pg_temp", ["x"])


def test_the_context_of_history_goes_before_a_write_on_its_own(web):
    with web.cursor() as cursor:
        cursor.execute(LISTED + "SELECT current_setting('pghistory.context_id'), %s", ["one", "{}", "two"])
        assert cursor.fetchall() == [("one", "two")]
        both = IGNORED + LISTED + "SELECT current_setting('pgtrigger.ignore'), %s"
        cursor.execute(both, ["{}", "one", "{}", "two"])
        assert cursor.fetchall() == [("{}", "two")]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock(hashtext('gainful outbox'))",
        "SELECT lo_create(0)",
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "SELECT pg_cancel_backend(pg_backend_pid())",
        "SELECT n_tup_upd FROM pg_stat_xact_all_tables",
        "SELECT nextval('accounts_userevent_pgh_id_seq')",
    ],
)
def test_locks_counters_numbers_and_ends_of_others_are_closed(web, sql):
    with web.cursor() as cursor, pytest.raises(psycopg.Error, match="permission denied"):
        cursor.execute(sql)


def test_what_a_role_was_made_to_begin_with_counts_for_nothing(web):
    with web.cursor() as cursor:
        cursor.execute(
            "SELECT name, source FROM pg_settings WHERE name IN ('search_path', 'row_security',"
            " 'default_transaction_isolation', 'default_transaction_read_only')"
        )
        assert {source for _name, source in cursor.fetchall()} == {"client"}


def test_only_equality_runs_before_a_policy(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proleakproof AND proargtypes[0] IN ('text'::regtype, 'uuid'::regtype,"
            " 'bytea'::regtype) AND prorettype = 'bool'::regtype ORDER BY 1"
        )
        equal = ["byteaeq", "byteane", "texteq", "textne", "uuid_eq", "uuid_ne"]
        assert [name for (name,) in cursor.fetchall()] == equal


def test_no_query_can_ask_how_another_was_run(web):
    """EXPLAIN tells which rows a policy looked at; a function that runs text as SQL does not reach it."""
    with web.cursor() as cursor, pytest.raises(psycopg.Error, match="EXPLAIN is not allowed"):
        cursor.execute("SELECT query_to_xml('EXPLAIN ANALYZE SELECT FROM accounts_user', true, true, '')")


def test_closing_again_changes_nothing(db):
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], user="postgres", dbname=settings["NAME"], autocommit=True
    ) as admin:
        harden(admin)
        mark = "SELECT description FROM pg_description WHERE objoid = 'pg_catalog'::regnamespace AND objsubid = 0"
        before = admin.execute(mark).fetchone()
        harden(admin)
        assert admin.execute(mark).fetchone() == before


def test_a_search_raises_at_no_row(db, as_web_role):
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Harbor", kind="agency")
        user = User.objects.create_user("coach@example.org")
        Membership.objects.create(user=user, organization=agency, role="coach")
        Participant.objects.create(registered_by=agency, code="P-1", name="Ana 100% \\ x")
        with connection.cursor() as cursor:
            for text, count in (("ana", 1), ("ana\\", 0), ("0% \\", 1), ("_na", 0)):
                cursor.execute("SELECT count(*) FROM gainful.found_people(%s)", [text])
                assert cursor.fetchone() == (count,), text


def test_a_backup_holds_nothing_of_postgresql_itself(db):
    """Another server's owner could not restore it."""
    settings = connection.settings_dict
    command = [str(program("pg_dump")), "--schema-only", *LEFT_OUT, "-h", settings["HOST"], "-U", "postgres"]
    dump = subprocess.run([*command, settings["NAME"]], capture_output=True, text=True, check=True).stdout
    assert "gainful_trusted" in dump
    assert "FUNCTION pg_catalog." not in dump
    assert "SCHEMA pg_catalog" not in dump
