"""A table of rights that cannot be put in force says so before anything changes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gainful.domain.rights import apply, gather

ROLES = {"gainful_web", "gainful_system", "gainful_eraser"}


class Cluster:
    """A database server that has these roles and beside them its own."""

    def __init__(self, roles: set[str]) -> None:
        self.roles = roles

    def execute(self, _sql: str) -> None:
        """Take the question."""

    def fetchall(self) -> list[tuple[str]]:
        """Answer it."""
        return [(name,) for name in ("postgres", *sorted(self.roles))]


@pytest.mark.parametrize("missing", sorted(ROLES))
def test_a_server_without_one_of_the_roles_is_refused_and_the_role_named(missing):
    with pytest.raises(
        apply.RolesMissingError, match=f"no role {missing}. docs/guides/operator.md has the SQL"
    ):
        apply._require_roles(Cluster(ROLES - {missing}))


def test_with_all_roles_nothing_is_refused():
    apply._require_roles(Cluster(ROLES))


def test_a_table_that_is_listed_twice_is_named(monkeypatch):
    table = SimpleNamespace(name="programs_program")
    twice = [SimpleNamespace(TABLES=[table]), SimpleNamespace(TABLES=[table])]
    monkeypatch.setattr(gather, "modules", lambda: twice)
    with pytest.raises(ValueError, match="programs_program has two entries in the table of rights"):
        gather.all_rights()
