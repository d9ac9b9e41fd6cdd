"""What an employer signed of a curriculum stays as it was signed, column by column, whoever acts."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from gainful.domain.accounts.actor import acting_as_system, acting_in
from tests.curricula import acting, mill, signed
from tests.isolation.test_after_signature import OTHER, columns_of, run

__all__ = ["mill"]
MOVES = {"status", "sent_at", "signed_at", "used_from", "replaced_at"}
TABLES = {
    "curricula_curriculumversion": MOVES,
    "curricula_basis": set(),
    "curricula_module": set(),
    "curricula_modulecompetency": set(),
    "curricula_servedrequirement": set(),
    "curricula_signature": set(),
}
"""Table, and the columns that change after the signature: how far the version is."""


@pytest.mark.parametrize("table", TABLES)
def test_no_column_changes_after_the_signature(mill, as_web_role, table):
    signed(mill)
    for who in (mill.manager, mill.employer):
        changed = set()
        with acting(who), acting_in("move_curriculum"):
            assert run(f"SELECT count(*) FROM {table}")[0][0] > 0
            for column, kind in columns_of(table):
                try:
                    with transaction.atomic():
                        if run(f"UPDATE {table} SET {column} = {OTHER[kind].format(column)}"):
                            changed.add(column)
                except Error:
                    continue
        assert changed <= TABLES[table], who.role


def test_a_signature_is_given_in_its_action_by_the_employer_whose_job_it_is(mill, as_web_role):
    version = signed(mill)
    with acting_as_system("test"):
        basis = version.bases.order_by("id").first()
    sql = (
        "INSERT INTO curricula_signature (id, version_id, basis_id, name, title, on_behalf_of, role, signed_at,"
        " user_id, content_hash) VALUES (gen_random_uuid(), %s, %s, 'x', 'x', 'x', 'employer', now(), %s, 'x')"
    )
    for who, action in ((mill.manager, "sign_curriculum"), (mill.employer, ""), (mill.second, "send")):
        with (
            acting(who),
            acting_in(action),
            pytest.raises(Error, match=r"row-level security|permission denied|waits for it"),
            transaction.atomic(),
        ):
            run(sql, version.pk, basis.pk, who.user.pk)
