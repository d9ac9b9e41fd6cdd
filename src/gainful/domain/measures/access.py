"""Who may do what with measures: one table of verb and role."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.organizations.models import Organization

MAY: dict[str, frozenset[str]] = {
    "read_indicators": STAFF,
    "set_service_rule": MANAGERS,
    "release": MANAGERS,
    "answer_for": STAFF,
    "import_wages": MANAGERS,
    "set_codebook": MANAGERS,
    "code_answers": STAFF,
    "tell_improvement": MANAGERS,
    "set_exit_reason": MANAGERS,
}
"""Verb × role. Exact figures stay with staff of the agency; what leaves it is released first."""


def require(actor: Actor, verb: str) -> Organization:
    """Return the acting agency; PermissionDenied where the role does not allow the verb."""
    if actor.role not in {*MAY[verb], SYSTEM_ROLE} or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Your role does not allow this.")
    return actor.organization
