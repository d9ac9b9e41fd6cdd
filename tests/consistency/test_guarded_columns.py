"""Every column that decides who may see a row is guarded, or is listed as open with the reason."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from pghistory.models import Event

from gainful.domain.rights.gather import all_rights

DECIDING = {"accounts.user", "organizations.organization", "participants.participant"}
"""A foreign key to one of these says whose row it is."""
AUTHORS = "says who did something; no policy reads it"


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


UNCHECKED_KEYS = """
SELECT con.conrelid::regclass::text, a.attname FROM pg_constraint con
JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
JOIN pg_policy p ON p.polrelid = con.conrelid AND p.polname = 'gainful_insert'
WHERE con.contype = 'f' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_policy'::regclass
  AND d.objid = p.oid AND d.refobjid = con.conrelid AND d.refobjsubid = a.attnum)"""
"""Keys of a new row that no policy reads: PostgreSQL checks a key as the owner, who sees every row."""


def guarded(entry):
    return {*entry.fixed, *entry.once, *entry.by_action, *entry.falls, *entry.rises}


def test_every_column_that_a_policy_of_the_table_reads_is_guarded(db):
    read = ask(
        "SELECT DISTINCT c.relname, a.attname FROM pg_depend d JOIN pg_policy p ON p.oid = d.objid"
        " JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid"
        " WHERE d.classid = 'pg_policy'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0"
    )
    rights = all_rights()
    missing = [
        f"{table}.{column}"
        for table, column in read
        if table in rights
        and rights[table].of("U")
        and column != "id"
        and column not in guarded(rights[table]) | set(rights[table].open_columns)
    ]
    assert len(read) > 50
    assert sorted(missing) == []


def test_every_key_to_a_person_account_or_organization_is_guarded_or_open():
    rights = all_rights()
    missing = []
    for model in apps.get_models():
        name = model._meta.db_table
        if issubclass(model, Event) or name not in rights or not rights[name].of("U"):
            continue
        for field in model._meta.concrete_fields:
            related = field.related_model
            if related and related._meta.label_lower in DECIDING:
                known = guarded(rights[name]) | set(rights[name].open_columns)
                if field.column not in known:
                    missing.append(f"{name}.{field.column}")
    assert sorted(missing) == []


def test_a_new_row_names_others_only_where_they_are_checked(db):
    rights = all_rights()
    missing = [
        f"{table}.{column}"
        for table, column in ask(UNCHECKED_KEYS)
        if table in rights
        and column not in {*rights[table].seen, *rights[table].begins, *rights[table].open_columns}
    ]
    assert sorted(missing) == []


def test_a_key_that_may_change_points_at_rows_that_the_actor_sees():
    rights = all_rights()
    missing = []
    for model in apps.get_models(include_auto_created=True):
        name = model._meta.db_table
        if issubclass(model, Event) or name not in rights or not rights[name].of("U"):
            continue
        known = guarded(rights[name]) | {*rights[name].seen, *rights[name].open_columns}
        keys = [field.column for field in model._meta.concrete_fields if field.is_relation]
        missing += [f"{name}.{column}" for column in keys if column not in known]
    assert sorted(missing) == []


def test_whatever_opens_by_a_secret_keeps_its_limits(db):
    rights = all_rights()
    holders = [name for (name,) in ask(
        "SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE a.attname = 'secret_hash'"
        " AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace") if name in rights]  # fmt: skip
    missing = []
    for name in holders:
        columns = ask(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            name,
        )
        known = guarded(rights[name]) | {"id", *rights[name].open_columns}
        missing += [f"{name}.{column}" for (column,) in columns if column not in known]
    assert len(holders) >= 3
    assert sorted(missing) == []


def test_every_function_has_a_search_path_of_its_own(db):
    """A body in the standard's form is bound when it is made; any other names where it looks."""
    found = ask(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace::regnamespace::text IN ('gainful',"
        " 'public') AND p.prosqlbody IS NULL AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid"
        " AND d.deptype = 'e') AND NOT coalesce(p.proconfig::text LIKE '%%search_path=%%', false)"
    )
    assert found == []


@pytest.mark.parametrize("name", sorted(all_rights()))
def test_every_listed_column_exists_and_has_its_guard(db, name):
    entry = all_rights()[name]
    columns = {c for (c,) in ask("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass", name)}
    assert guarded(entry) | {*entry.open_columns, *entry.seen, *entry.begins, *entry.authors} <= columns
    found = ask("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'", name)
    triggers = {trigger for (trigger,) in found}
    assert {f"gainful_guard_{column}" for column in guarded(entry)} <= triggers
    assert {f"gainful_seen_{column}" for column in entry.seen} <= triggers
    assert {f"gainful_begin_{column}" for column in entry.begins} <= triggers


def test_the_settings_name_the_user_model():
    assert settings.AUTH_USER_MODEL.lower() in DECIDING
