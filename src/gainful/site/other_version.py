"""Refuses a database that another version of Gainful made, where this one has no way to bring it up to date."""

from __future__ import annotations

from collections.abc import Iterable

from gainful import __version__

FIRST_OF_OLD = ("organizations", "0002_row_security")
"""A step that 0.1.0 has, and the unreleased code before 0.2.0; from 0.2.0 on the first steps are others."""
THERE = "SELECT to_regclass('public.django_migrations') IS NOT NULL"
SELECT = "SELECT app, name FROM django_migrations"


def refusal(recorded: Iterable[tuple[str, str]]) -> str | None:
    """Say what to do about a database with these steps; None where this version knows all of them."""
    from django.db.migrations.loader import MigrationLoader

    known = set(MigrationLoader(None).disk_migrations)
    unknown = set(recorded) - known
    if FIRST_OF_OLD in unknown:
        return (
            f"This data was made by Gainful 0.1.0, and {__version__} does not open it. Nothing was changed.\n"
            "1. With Gainful 0.1.0: export people (People, Export) and courses (Courses, Export), and save each\n"
            "   job order's text and its plan. Keep a backup (gainful backup).\n"
            f"2. With Gainful {__version__}, in an empty folder (GAINFUL_DATA=FOLDER gainful serve): import both files."
        )
    if unknown:
        app, name = min(unknown)
        return (
            f"This data was made by a newer version of Gainful than {__version__} (it holds the step {app} {name}).\n"
            "Nothing was changed. Install the newer version, or restore a backup that this one made."
        )
    return None


def database_refusal() -> str | None:
    """Say what to do about the database that Django is connected to; None where it is empty or fits."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(THERE)
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(SELECT)
        recorded = cursor.fetchall()
    connection.close()
    return refusal(recorded)
