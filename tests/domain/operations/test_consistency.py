"""The nightly report names what was written past the triggers, and is silent on a sound database."""

from __future__ import annotations

from uuid import uuid4

from django.db import connection

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.operations import consistency
from gainful.domain.organizations.models import Organization


def test_a_sound_database_has_nothing_to_tell(town):
    assert consistency.differences() == []


def test_a_row_without_history_is_named(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE organizations_organization DISABLE TRIGGER USER")
        made = uuid4()
        with acting_as_system("test"):
            Organization.objects.bulk_create([Organization(pk=made, name="Beside", kind="agency")])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with a check outstanding is not altered
        cursor.execute("ALTER TABLE organizations_organization ENABLE TRIGGER USER")
    (told,) = consistency.differences()
    assert told == f"organizations_organization: 1 or more rows without history, {made} first"


def test_a_constraint_that_was_never_looked_at_is_named(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE organizations_organization ADD CONSTRAINT named CHECK (name <> '-') NOT VALID"
        )
    assert consistency.differences() == ["constraint named of organizations_organization is not valid"]
