"""Who may change organizations, members and invitations."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.organizations.members import Role

MAY: dict[str, frozenset[str]] = {
    "add_organization": frozenset({Role.OPERATOR}),
    "invite": frozenset({Role.OPERATOR}),
    "invite_participant": frozenset({Role.PROGRAM_MANAGER, Role.COACH}),
    "end_membership": frozenset({Role.OPERATOR}),
    "set_account_active": frozenset({Role.OPERATOR}),
    "reset_second_step": frozenset({Role.OPERATOR}),
    "unlock_account": frozenset({Role.OPERATOR}),
    "read_accounts": frozenset({Role.OPERATOR}),
    "read_history": frozenset({Role.OPERATOR}),
}
"""Verb × role, one table."""


def may(actor: Actor, verb: str) -> bool:
    """Say whether the actor's role allows the verb."""
    return actor.role == SYSTEM_ROLE or actor.role in MAY[verb]


def require(actor: Actor, verb: str) -> None:
    """Raise PermissionDenied unless the actor's role allows the verb."""
    if not may(actor, verb):
        raise PermissionDenied(_("Your role does not allow this."))
