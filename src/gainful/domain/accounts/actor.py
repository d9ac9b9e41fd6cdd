"""The actor: who acts, for which organization, in which role. Set inside the transaction, read by PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from gainful.domain.accounts.binding import claim
from gainful.domain.accounts.system_connection import is_web, system_connection
from gainful.domain.rights.roles import SYSTEM, WEB

if TYPE_CHECKING:
    from gainful.domain.accounts.models import User

SYSTEM_ROLE, VISITOR_ROLE = "system", "visitor"


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


def set_actor(
    user_id: UUID | str | None,
    organization_id: UUID | str | None,
    role: str,
    *,
    subject: str = "",
    action: str = "",
) -> None:
    """Tell PostgreSQL who acts, for the rest of this transaction, with a claim that it can check.

    `subject` is the one thing that a visitor or the holder of a link has come for, such as `email:ana@example.org`.
    `action` is the one action that runs: columns that it alone changes are open. A connection that serves as the web
    role can become anybody but the system.
    """
    user, organization = str(user_id or ""), str(organization_id or "")
    with connection.cursor() as cursor:
        if role == SYSTEM_ROLE:
            words = (subject.encode().hex(), action.encode().hex())
            _become(cursor, "|".join((user, organization, role, *words)), SYSTEM)
        else:
            _become(cursor, claim(cursor, user, organization, role, subject, action), WEB)


def _become(cursor: CursorWrapper, claimed: str, database_role: str) -> None:
    if is_web(connection):
        cursor.execute("SELECT set_config('gainful.actor', %s, true)", [claimed])
    else:
        cursor.execute(
            "SELECT set_config('gainful.actor', %s, true), set_config('role', %s, true)",
            [claimed, database_role],
        )


def _current(cursor: CursorWrapper) -> tuple[str, str]:
    cursor.execute("SELECT coalesce(current_setting('gainful.actor', true), ''), current_setting('role')")
    return cursor.fetchone()


@contextmanager
def acting_as(
    user: User | None, organization: Any = None, *, role: str = "", reason: str = "", subject: str = ""
) -> Iterator[Actor]:
    """Run a block as this actor, in one transaction, with the actor in every history row it causes.

    The system acts on a connection of its own: what it does is in a transaction of its own there.
    """
    where = system_connection() if role == SYSTEM_ROLE else nullcontext()
    with where, transaction.atomic():
        with connection.cursor() as cursor:
            before = _current(cursor)
        set_actor(user.pk if user else None, organization.pk if organization else None, role, subject=subject)
        with pghistory.context(
            user=str(user.pk) if user else None,
            organization=str(organization.pk) if organization else None,
            role=role,
            reason=reason,
        ):
            yield Actor(user, organization, role)
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                _become(cursor, *before)


@contextmanager
def acting_as_system(reason: str) -> Iterator[Actor]:
    """Run a block as the system (seeding, background work, commands); `reason` stands in the history."""
    with acting_as(None, None, role=SYSTEM_ROLE, reason=reason) as actor:
        yield actor


@contextmanager
def acting_in(action: str) -> Iterator[None]:
    """Run a block as whoever acts now, in one named action: columns that only this action changes open for it.

    Who acts is what PostgreSQL has checked, not the setting: a query that somebody slipped in can set that to anything,
    and signing it here would make it true.
    """
    with connection.cursor() as cursor:
        before, database_role = _current(cursor)
        cursor.execute("SELECT gainful.actor()")
        checked = cursor.fetchone()[0]
        if checked is None and before:
            raise PermissionDenied("the actor of this transaction was not set by the site")
        user, organization, role, subject = (checked or [""] * 4)[:4]
        set_actor(user, organization, role, subject=bytes.fromhex(subject).decode(), action=action)
        yield
        if not connection.needs_rollback:
            _become(cursor, before, database_role)


@contextmanager
def visiting(subject: str) -> Iterator[Actor]:
    """Run a block as a visitor who sees the one thing named: `token:`, `link:` or `invitation:` and the digest."""
    with acting_as(None, None, role=VISITOR_ROLE, subject=subject) as actor:
        yield actor
