"""Sealed history names every row that was altered or is missing, and an export can be checked alone."""

import json
import random

import pytest
from django.db import Error, connection, transaction

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.seals import differences, export, head, seal, verify
from gainful.domain.organizations.models import Organization
from gainful.domain.rights.roles import WEB
from gainful.exchange.seal_export import check_export

EVENTS = "organizations_organizationevent"


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


CHANGES = (
    f"UPDATE {EVENTS} SET name = 'x' WHERE pgh_id = %s",
    f"DELETE FROM {EVENTS} WHERE pgh_id = %s",
    f"UPDATE {EVENTS} SET pgh_created_at = pgh_created_at - interval '1 day' WHERE pgh_id = %s",
)


@pytest.fixture
def sealed(db):
    with acting_as_system("test"):
        for number in range(40):
            Organization.objects.create(name=f"Agency {number}", kind="agency")
    run("RESET ROLE")
    assert seal() == 40
    return [row for (row,) in run(f"SELECT pgh_id::text FROM {EVENTS} ORDER BY {EVENTS}.pgh_id")]


def problems():
    return {(each.table, each.row): each.problem for each in verify()}


def test_what_nobody_touched_fits_and_is_sealed_once(sealed):
    assert verify() == []
    assert seal() == 0
    assert head()[0] == 40


def test_changes_at_random_are_each_named(sealed):
    chosen = random.Random(5).sample(sealed, 12)  # noqa: S311 - repeatable
    for place, row in enumerate(chosen):
        assert run(CHANGES[place % 3], row) == 1
    found = problems()
    assert {row for _, row in found} == set(chosen)
    assert {found[EVENTS, row] for row in chosen[1::3]} == {"missing"}
    assert {found[EVENTS, row] for row in chosen[::3]} == {"altered"}


def test_a_change_of_who_did_it_is_named(sealed):
    run(
        'UPDATE pghistory_context SET metadata = \'{"user": "somebody else"}\' WHERE id ='
        f" (SELECT pgh_context_id FROM {EVENTS} WHERE pgh_id = %s)",
        sealed[0],
    )
    assert problems()[EVENTS, sealed[0]] == "altered"


def test_a_content_and_its_digest_changed_together_break_the_chain(sealed):
    run(f"UPDATE {EVENTS} SET name = 'x' WHERE pgh_id = %s", sealed[7])
    run(
        "UPDATE gainful.seal s SET digest ="
        " sha256(s.salt || gainful.history_content(to_jsonb(e), c.metadata, h.columns))"
        f" FROM {EVENTS} e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id, gainful.seal_shape h"
        " WHERE e.pgh_id::text = s.row_id AND h.id = s.shape AND s.row_id = %s",
        sealed[7],
    )
    assert problems() == {(EVENTS, sealed[7]): "its seal was altered"}


def test_a_missing_seal_and_a_salt_taken_without_an_erasure_are_named(sealed):
    run("DELETE FROM gainful.seal WHERE number = 5")
    run("UPDATE gainful.seal SET salt = NULL WHERE number = 9")
    found = problems()
    assert found[EVENTS, sealed[5]] == "seals before it are missing"
    assert found[EVENTS, sealed[8]] == "its salt is gone without an erasure"


def test_a_row_that_was_slipped_in_with_an_old_date_is_named(sealed):
    with acting_as_system("test"):
        Organization.objects.create(name="Late", kind="agency")
    run("RESET ROLE")
    run(f"UPDATE {EVENTS} SET pgh_created_at = now() - interval '2 hours' WHERE name = 'Late'")
    assert "not sealed" in problems().values()


def test_a_later_column_of_history_alters_nothing(sealed):
    run(f"ALTER TABLE {EVENTS} ADD COLUMN colour text DEFAULT 'green'")
    assert verify() == []


def test_an_export_is_checked_alone_and_holds_no_content(sealed):
    lines = list(export())
    assert check_export(lines) == (40, [])
    assert not any("Agency" in line or "salt" in line for line in lines)
    changed = json.loads(lines[3])
    changed["digest"] = "00" * 32
    lines[3] = json.dumps(changed)
    del lines[20]
    number, found = check_export(lines)
    assert number == 40
    assert len(found) == 3
    assert "seal 4 " in found[0]


def test_an_auditors_export_shows_a_chain_that_was_made_anew(sealed):
    held = list(export())
    run("TRUNCATE gainful.seal, gainful.seal_mark CASCADE")
    run(f"UPDATE {EVENTS} SET name = 'x' WHERE pgh_id = %s", sealed[7])
    seal()
    assert verify() == []
    assert len(differences(held)) == 40


SETTLES = [
    ("9 minutes", 0, False),  # a row may have its number, and its transaction none yet
    ("11 minutes", 0, True),
    ("11 minutes", 1, False),  # one that began before `through` was seen is open
    ("23 hours", 1, False),
    ("25 hours", 1, True),  # a restored database counts its transactions anew
]


@pytest.mark.parametrize(("since", "began_after", "settles"), SETTLES)
def test_a_row_settles_once_no_older_transaction_is_open(sealed, since, began_after, settles):
    """This test's own transaction is the oldest that is open."""
    run(
        "UPDATE gainful.seal_mark SET at = now() - %s::interval,"
        " horizon = (pg_current_xact_id()::text::bigint + %s)::text::xid8 WHERE table_name = %s",
        since, began_after, EVENTS,
    )  # fmt: skip
    assert run("SELECT settled, through FROM gainful.seal_mark WHERE table_name = %s", EVENTS) == [
        (0, int(sealed[-1]))
    ]
    seal()
    wanted = int(sealed[-1]) if settles else 0
    assert run("SELECT settled FROM gainful.seal_mark WHERE table_name = %s", EVENTS) == [(wanted,)]


def test_a_mark_of_an_older_version_is_made_anew_before_anything_settles(sealed):
    run("UPDATE gainful.seal_mark SET at = now() - interval '11 minutes', horizon = NULL")
    seal()
    fresh = "settled, now() - at < interval '1 minute', horizon IS NOT NULL"
    assert run(f"SELECT {fresh} FROM gainful.seal_mark WHERE table_name = %s", EVENTS) == [(0, True, True)]


def test_a_settled_row_is_not_looked_at_again_and_one_before_it_that_comes_in_time_is_sealed(sealed):
    late = sealed[3]
    run("DELETE FROM gainful.seal WHERE table_name = %s AND row_id = %s", EVENTS, late)
    assert seal() == 1, "not settled yet: a row with a lower number is found"
    run("UPDATE gainful.seal_mark SET settled = %s WHERE table_name = %s", int(late), EVENTS)
    run("DELETE FROM gainful.seal WHERE table_name = %s AND row_id = %s", EVENTS, late)
    assert seal() == 0


@pytest.fixture
def erased(sealed):
    """Erase the first row of history properly; returns the erasure and the rows that are left."""
    with acting_as_system("test"):
        run("SELECT set_config('role', 'gainful_eraser', true)")
        ((erasure,),) = run(
            "INSERT INTO gainful.erasure (id, person, asked_by, reason)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'x', 'asked') RETURNING id"
        )
        run(f"DELETE FROM {EVENTS} WHERE pgh_id = %s", sealed[0])
        run("SELECT gainful.free_seals(%s, %s, %s)", EVENTS, [sealed[0]], erasure)
        run("UPDATE gainful.erasure SET history_rows = 1")
        run("SELECT gainful.seal_erasures()")
        run("SELECT set_config('role', 'gainful_system', true)")
    run("RESET ROLE")
    assert verify() == []
    run("RESET ROLE")
    return erasure, sealed[1:]


FREE = "UPDATE gainful.seal SET salt = NULL, erasure = %s WHERE row_id = %s AND table_name <> 'erasure'"


def test_a_row_altered_under_a_freed_salt_is_named(erased):
    erasure, rows = erased
    run(f"UPDATE {EVENTS} SET name = 'forged' WHERE pgh_id = %s", rows[3])
    run(FREE, erasure, rows[3])
    found = problems()
    assert found[EVENTS, rows[3]] == "erased, but it still stands there"
    assert found["erasure", str(erasure)] == "altered"


def test_a_row_deleted_under_an_older_erasure_is_named(erased):
    erasure, rows = erased
    run(f"DELETE FROM {EVENTS} WHERE pgh_id = %s", rows[3])
    run(FREE, erasure, rows[3])
    assert problems() == {("erasure", str(erasure)): "altered"}


@pytest.mark.parametrize(
    "change", ["reason = 'nothing'", "asked_by = 'nobody'", "history_rows = 9", "at = at - interval '1 day'"]
)
def test_a_rewritten_erasure_is_named(erased, change):
    run(f"UPDATE gainful.erasure SET {change}")
    assert problems() == {("erasure", str(erased[0])): "altered"}


def test_an_erasure_that_was_slipped_in_is_named_until_it_is_sealed(erased):
    run(
        "INSERT INTO gainful.erasure (id, at, person, asked_by, reason) VALUES (gen_random_uuid(),"
        " now() - interval '2 hours', gen_random_uuid(), 'x', 'x')"
    )
    assert list(problems().values()) == ["not sealed"]
    run("RESET ROLE")
    assert seal() == 1
    assert verify() == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT gainful.free_seals('{table}', ARRAY['{row}'], gen_random_uuid())",
        "SELECT gainful.free_seals('{table}', ARRAY['0'], '{erasure}')",
        "SELECT gainful.free_seals('accounts_user', ARRAY['{row}'], gen_random_uuid())",
        "UPDATE {table} SET name = 'forged'",
    ],
)
def test_the_eraser_frees_nothing_that_stands_and_alters_nothing(erased, sql):
    erasure, rows = erased
    with acting_as_system("test"):
        run("SELECT set_config('role', 'gainful_eraser', true)")
        tried = sql.format(table=EVENTS, row=rows[3], erasure=erasure)
        with (
            pytest.raises(Error, match=r"lose their salt|no history|permission denied"),
            transaction.atomic(),
        ):
            run(tried)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM gainful.seal",
        "SELECT gainful.seal_table('accounts_userevent', 1)",
        "SELECT gainful.free_seals('accounts_userevent', '{}', NULL)",
        "UPDATE gainful.seal SET salt = NULL",
        "INSERT INTO gainful.erasure (id) VALUES (gen_random_uuid())",
    ],
)
def test_the_site_reaches_no_seal(db, sql):
    with acting_as_system("test"):
        user = User.objects.create_user("op@example.org", is_staff=True)
    with acting_as(user, None, role="operator"):
        assert run("SELECT current_user") == [(WEB,)]
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            run(sql)


def test_the_system_takes_no_salt(db):
    with acting_as_system("test"):
        for sql in ("SELECT gainful.free_seals('x', '{}', NULL)", "DELETE FROM gainful.seal"):
            with pytest.raises(Error, match="permission denied"), transaction.atomic():
                run(sql)
