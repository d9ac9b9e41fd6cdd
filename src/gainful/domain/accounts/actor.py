"""The actor: who acts, for which organization, in which role. Set inside the transaction, read by PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

if TYPE_CHECKING:
    from gainful.domain.accounts.models import User

SYSTEM_ROLE = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) acting for an organization; `None` fields mean "nobody" and "no organization"."""

    user: User | None
    organization: Any = None
    role: str = ""

    @property
    def organization_id(self) -> UUID | None:
        """The acting organization's id."""
        return None if self.organization is None else self.organization.pk

    @property
    def signed_in_user(self) -> User:
        """The acting user; PermissionDenied where nobody is signed in."""
        if self.user is None:
            raise PermissionDenied
        return self.user

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.user is None and self.role != SYSTEM_ROLE


def set_actor(user_id: UUID | str | None, organization_id: UUID | str | None, role: str) -> None:
    """Tell PostgreSQL who acts, for the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('gainful.user_id', %s, true), set_config('gainful.organization_id', %s, true),"
            " set_config('gainful.role', %s, true)",
            [str(user_id or ""), str(organization_id or ""), role],
        )


def _current() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('gainful.user_id', true), ''),"
            " coalesce(current_setting('gainful.organization_id', true), ''),"
            " coalesce(current_setting('gainful.role', true), '')"
        )
        return cursor.fetchone()


@contextmanager
def acting_as(
    user: User | None, organization: Any = None, *, role: str = "", reason: str = ""
) -> Iterator[Actor]:
    """Run a block as this actor, in one transaction, with the actor in every history row it causes."""
    with transaction.atomic():
        before = _current()
        set_actor(user.pk if user else None, organization.pk if organization else None, role)
        with pghistory.context(
            user=str(user.pk) if user else None,
            organization=str(organization.pk) if organization else None,
            role=role,
            reason=reason,
        ):
            yield Actor(user, organization, role)
        if not connection.needs_rollback:
            set_actor(*before)


@contextmanager
def acting_as_system(reason: str) -> Iterator[Actor]:
    """Run a block as the system (seeding, background work, sign-in look-ups); `reason` stands in the history."""
    with acting_as(None, None, role=SYSTEM_ROLE, reason=reason) as actor:
        yield actor
