"""A plan is kept, its rows are not: row security asks of each run who the actor is."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from gainful.domain.accounts.kept_plan import kept_plan
from tests.helped import as_member
from tests.town import town

__all__ = ["town"]

NAMES = "SELECT m.user_id::text FROM organizations_membership m WHERE m.role = %(role)s ORDER BY 1"


def _mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return cursor.fetchone()[0]


def _asked(role: str) -> list[str]:
    with kept_plan() as cursor:
        cursor.execute(NAMES, {"role": role})
        return [row[0] for row in cursor.fetchall()]


def test_one_plan_serves_all_and_shows_each_actor_what_is_theirs(town):
    with as_member(town.coach):
        assert str(town.coach.user.pk) in _asked("coach")
        assert str(town.stranger.user.pk) not in _asked("program_manager")
    with as_member(town.stranger):
        assert _asked("coach") == []
    with as_member(town.coach), connection.cursor() as cursor:
        assert str(town.coach.user.pk) in _asked("coach")
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%m.role%'"
        )
        assert cursor.fetchall() == [(4, 0)]


def test_other_statements_are_planned_as_ever(town):
    with as_member(town.coach):
        _asked("coach")
        assert _mode() == "auto"
        with pytest.raises(DatabaseError), transaction.atomic(), kept_plan() as cursor:
            cursor.execute("SELECT 1 / %(none)s", {"none": 0})
        assert _mode() == "auto"


def test_a_value_is_never_a_part_of_the_statement(town):
    with as_member(town.coach):
        assert _asked("coach' OR true --") == []
