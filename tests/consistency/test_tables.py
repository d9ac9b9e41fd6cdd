"""Every table of the domain is protected and remembers its changes; every template is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from pghistory.models import Event

from gainful.domain.rights import EVERYBODY
from gainful.domain.rights.gather import all_rights
from gainful.domain.rights.roles import WEB

WITHOUT_HISTORY = {
    "ReadLog": "is itself a log: rows are added, never changed",
    "ImportRow": "belongs to its batch, whose history is kept",
    "ParticipantLevels": "is worked out from rows whose history is kept",
    "CountedLevels": "is worked out from levels of workers whose answers keep their history",
    "Calendar": "is a number, given once",
    "MergedRow": "is itself a log of one merge: rows are added with it, never changed",
    "Booking": "is written by a trigger from appointments, whose history is kept",
}
MODELS = [
    m for m in apps.get_models() if m.__module__.startswith("gainful.domain") and not issubclass(m, Event)
]
SOURCES = Path(settings.PACKAGE)


def test_row_security_is_forced_on_every_table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_model_keeps_its_history(model):
    if model.__name__ in WITHOUT_HISTORY:
        assert not hasattr(model, "pgh_event_model")
    else:
        assert issubclass(model.pgh_event_model, Event)


BEFORE_ANYBODY_IS_KNOWN = {
    name for name, entry in all_rights().items() if entry.kinds("S") >= set(EVERYBODY)
}  # fmt: skip


def test_without_an_actor_the_web_role_reads_no_row(town, ana, as_web_role):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
            " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
        )
        tables = {name for (name,) in cursor.fetchall()}
        assert tables >= BEFORE_ANYBODY_IS_KNOWN
        for table in sorted(tables - BEFORE_ANYBODY_IS_KNOWN):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone() == (0,), table


def test_functions_that_run_as_the_owner_take_no_table_of_the_callers_session(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc p"
            " WHERE p.prosecdef AND p.pronamespace IN ('gainful'::regnamespace, 'public'::regnamespace)"
        )
        found = dict(cursor.fetchall())
    assert len(found) > 3
    safe = {"search_path=public, pg_temp", "search_path=pg_catalog, pg_temp"}
    assert [name for name, config in found.items() if not safe & set(config or ())] == []


def test_the_web_role_owns_nothing_and_bypasses_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) FROM pg_roles r WHERE rolname = %s",
            [WEB],
        )
        assert cursor.fetchone() == (False,) * 5


def test_the_web_role_cannot_change_the_schema_or_the_history(as_web_role):
    from django.db import ProgrammingError, transaction

    for statement in (
        "ALTER TABLE accounts_user DISABLE ROW LEVEL SECURITY",
        "DROP POLICY gainful_select ON accounts_user",
        "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
        "CREATE TABLE public.mine (x int)",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"must be owner|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_no_template_lies_unused():
    folder = SOURCES / "www" / "templates"
    text = "\n".join(p.read_text() for kind in ("*.py", "*.html") for p in SOURCES.rglob(kind))
    by_library = ("allauth/", "account/", "mfa/", "socialaccount/", "400", "403", "404", "500")
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        tag = f"c-{path.stem.replace('_', '-')}" if name.startswith("cotton/") else name
        assert name.startswith(by_library) or tag in text, name
