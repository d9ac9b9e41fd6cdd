"""Who may do what with participants; the database decides again, row by row."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.participants.models import Participant

MAY: dict[str, frozenset[str]] = {
    "register": frozenset({"program_manager", "coach"}),
    "import": frozenset({"program_manager"}),
    "import workforce": frozenset({"employer"}),
    "read": frozenset({"program_manager", "coach", "operator"}),
    "change": frozenset({"program_manager", "coach"}),
    "attest": frozenset({"program_manager", "coach"}),
    "ask to see": frozenset({"program_manager", "coach"}),
    "open in an emergency": frozenset({"program_manager", "coach"}),
    "review": frozenset({"program_manager"}),
    "erase": frozenset({"program_manager"}),
    "merge": frozenset({"program_manager"}),
    "catalogue": frozenset({"program_manager", "operator"}),
}
"""Verb × role, one table."""


def may(actor: Actor, verb: str) -> bool:
    """Say whether the actor's role allows the verb."""
    return actor.role == SYSTEM_ROLE or actor.role in MAY[verb]


def require(actor: Actor, verb: str) -> None:
    """Raise PermissionDenied unless the actor's role allows the verb."""
    if not may(actor, verb):
        raise PermissionDenied(f"Your role does not allow you to {verb} people.")


def import_verb(kind: str) -> str:
    """Return the verb of bringing in a file of this kind: an agency's people and courses, or an employer's own."""
    return "import workforce" if kind == "workforce" else "import"


def is_self(actor: Actor, participant: Participant) -> bool:
    """Say whether the actor is the person."""
    return actor.user is not None and participant.user_id == actor.user.pk


def require_person_or(actor: Actor, participant: Participant, verb: str) -> None:
    """Raise PermissionDenied unless the actor is the person or has a role that allows the verb."""
    if not is_self(actor, participant):
        require(actor, verb)


def keeps_contact(actor: Actor, participant: Participant) -> bool:
    """Say whether the actor may change where letters to the person go: the person, and whoever registered them."""
    return (
        actor.role == SYSTEM_ROLE
        or is_self(actor, participant)
        or actor.organization_id == participant.registered_by_id
    )


def may_check_resume(actor: Actor, participant: Participant) -> bool:
    """Say whether the actor may say what is right in a résumé: the person, or staff beside one without an account."""
    return is_self(actor, participant) or (participant.user_id is None and may(actor, "change"))
