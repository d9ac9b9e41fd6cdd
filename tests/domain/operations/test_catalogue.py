"""The self-check names what a hand has changed: each kind of wrong policy, grant, trigger, role, column and more."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from gainful.domain.operations.health.catalogue import told
from gainful.domain.rights import catalogue

PLANTED = {
    kind: (sql, entry)
    for kind, entry, sql in re.findall(
        r"^-- ([^|\n]+) \| (.+)\n((?:(?!--).*\n)+)",
        Path(__file__).with_name("planted.sql").read_text(),
        re.MULTILINE,
    )
}
"""Kind → what was done by hand, and the beginning of the entry that is named for it."""


pytestmark = pytest.mark.xdist_group("roles")
"""Roles belong to the whole server: two workers would wait for each other."""


@pytest.fixture
def administrator(db):
    """What an administrator's hand could do to this database; taken back at the end of the test."""
    there = connection.settings_dict
    with psycopg.connect(host=there["HOST"], user="postgres", dbname=there["NAME"]) as opened:
        yield opened.cursor()
        opened.rollback()


@cache
def expected():
    return catalogue.expected(connection.pg_version // 10_000)


def found(cursor) -> list[catalogue.Difference]:
    return catalogue.differences(catalogue.living(cursor), expected())


def test_a_sound_database_has_every_entry_and_no_other(administrator):
    assert found(administrator) == [], "run `make schema` after a change of the migrations or rights"


ALONE = "a superuser"
"""Who counts as a member of every role, so that no grant to it is told any more."""


def rounds() -> list[list[str]]:
    """Return every kind in as few rounds as let no two of a round be named by the same entry."""
    made: list[list[str]] = [[ALONE]]
    for kind, (_, entry) in PLANTED.items():
        if kind == ALONE:
            continue
        for one in made[1:]:
            if not any(_overlap(entry, PLANTED[other][1]) for other in one):
                one.append(kind)
                break
        else:
            made.append([kind])
    return made


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def assert_named(administrator, kinds):
    for kind in kinds:
        administrator.execute(PLANTED[kind][0])
    named = {one.entry: told(one) for one in found(administrator)}
    unnamed = [kind for kind in kinds if not any(name.startswith(PLANTED[kind][1]) for name in named)]
    assert unnamed == [], sorted(named)
    assert all(len(said) < 400 and said.endswith(".") for said in named.values())


@pytest.mark.parametrize("kinds", rounds(), ids=lambda kinds: f"{len(kinds)} with {kinds[0]}")
def test_what_a_hand_has_changed_is_named_among_other_changes(administrator, kinds):
    assert_named(administrator, kinds)


@pytest.mark.slow  # half a minute for what the rounds above find in a few seconds
@pytest.mark.parametrize("kind", PLANTED)
def test_what_a_hand_has_changed_is_named(administrator, kind):
    assert_named(administrator, [kind])


def test_more_than_forty_kinds_are_planted_and_each_has_its_round():
    assert len(PLANTED) >= 40
    assert sorted(kind for one in rounds() for kind in one) == sorted(PLANTED)


def test_a_difference_says_what_is_and_what_should_be():
    there, wanted = (
        {"column a.b": "text", "role w": "superuser"},
        {"column a.b": "text not null", "table c": "r p owner"},
    )
    column, role, table = catalogue.differences(there, wanted)
    assert "is “text”, should be “text not null”" in told(column)
    assert "is there and should not be: superuser" in told(role)
    assert "docs/guides/operator.md" in told(role)
    assert "is missing" in told(table)


def test_a_table_that_should_not_be_there_stands_for_all_of_it():
    there = {"table a": "r p owner", "column a.b": "text", "index a.c": "…", "column d.e": "text"}
    assert [one.entry for one in catalogue.differences(there, {})] == ["column d.e", "table a"]


def test_the_owner_is_called_owner_wherever_it_stands(administrator):
    name = connection.settings_dict["USER"]
    assert not [
        entry
        for entry, said in catalogue.living(administrator).items()
        if name in entry or name in said.split()
    ]


def test_a_server_that_was_not_tried_is_compared_with_the_one_that_was():
    assert catalogue.expected(99) == catalogue.expected(catalogue.tried_servers()[0])


def test_what_another_server_says_otherwise_is_kept_beside():
    text = catalogue.written({"a b": "x", "a c": "y"}, 18, {16: {"a b": "x", "a c": "z"}})
    assert '"16": {\n"a c": "z"\n}' in text
