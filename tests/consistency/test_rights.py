"""The table of rights holds every table, and PostgreSQL holds exactly what the table of rights says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from gainful.domain.rights.apply import apply
from gainful.domain.rights.gather import all_rights
from gainful.domain.rights.kinds import Kind
from gainful.domain.rights.page import page
from gainful.domain.rights.roles import WEB
from gainful.domain.rights.table import VERBS, Condition, TableRights, right

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rights.md"


def ask(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tables():
    found = ask(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    return {name for (name,) in found}


def ordinary():
    every = tables()
    return {name for name in every if not (name.endswith("event") and name.removesuffix("event") in every)}


def test_every_table_has_an_entry_and_every_entry_a_table(db):
    assert ordinary() == set(all_rights())


def test_the_web_role_holds_the_listed_verbs_and_no_other(db):
    granted = ask(
        "SELECT DISTINCT table_name, privilege_type FROM information_schema.column_privileges"
        " WHERE table_schema = 'public' AND grantee IN (%(web)s, 'PUBLIC') AND privilege_type <> 'REFERENCES'"
        " UNION SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = 'public' AND grantee IN (%(web)s, 'PUBLIC')",
        {"web": WEB},
    )
    rights = all_rights()
    wanted = {(name, VERBS[v]) for name, entry in rights.items() for v in VERBS if entry.of(v)}
    assert {pair for pair in granted if pair[0] in rights} == wanted


def test_no_policy_is_granted_to_public_and_every_table_is_forced(db):
    assert (
        ask("SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND 'public' = ANY (roles)") == []
    )
    bare = ask(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    assert bare == []


def test_a_verb_that_is_not_listed_has_no_policy_for_the_web_role(db):
    verbs = {
        (table, cmd)
        for table, cmd in ask("SELECT tablename, cmd FROM pg_policies WHERE policyname LIKE 'gainful\\_%%'")
        if cmd != "ALL"
    }
    rights = all_rights()
    assert {pair for pair in verbs if pair[0] in rights} == {
        (name, VERBS[v]) for name, entry in rights.items() for v in VERBS if entry.of(v)
    }


def test_applying_again_changes_nothing_and_a_lost_mark_is_made_good(db):
    assert apply() is False
    ask_nothing = "COMMENT ON SCHEMA gainful IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(ask_nothing)
    before = ask("SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2")
    assert apply() is True
    assert ask("SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2") == before


def test_the_page_is_what_the_data_says():
    assert DOCS.read_text(encoding="utf-8") == page(all_rights().values())


def test_the_page_says_who_may_do_what_in_words():
    entry = TableRights(
        "town_bridge",
        "Bridges.",
        (right((Kind.COACH, Kind.LINK), "SU", Condition("their own bridge", "id = 1")),),
        fixed={"river_id": "a bridge stays where it is"},
    )
    text = page([entry])
    assert "| coach, holder of a signed link | select, update | their own bridge |" in text
    assert "Fixed columns: `river_id` (a bridge stays where it is)." in text


def test_an_unknown_verb_is_refused():
    with pytest.raises(ValueError, match="unknown verbs"):
        right(Kind.COACH, "SX", Condition("x", "true"))
