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


def guarded(entry):
    return {*entry.fixed, *entry.once, *entry.by_action}


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


@pytest.mark.parametrize("name", sorted(all_rights()))
def test_every_listed_column_exists_and_has_its_guard(db, name):
    entry = all_rights()[name]
    columns = {c for (c,) in ask("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass", name)}
    assert guarded(entry) | set(entry.open_columns) <= columns
    found = ask("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'", name)
    triggers = {trigger for (trigger,) in found}
    assert {f"gainful_guard_{column}" for column in guarded(entry)} <= triggers


def test_the_settings_name_the_user_model():
    assert settings.AUTH_USER_MODEL.lower() in DECIDING
