"""Who may do what with a workforce: its employer; the worker answers for themself."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.models import Organization


def require_employer(actor: Actor) -> Organization:
    """Return the acting employer; PermissionDenied for anybody else."""
    if actor.role != "employer" or not isinstance(actor.organization, Organization):
        raise PermissionDenied(_("Only the employer looks after its own workforce."))
    return actor.organization


def require_worker(actor: Actor) -> None:
    """Refuse unless the actor answers for themself: signed in, or through their own link."""
    if actor.role not in {"participant", "link"}:
        raise PermissionDenied(_("Workers answer for themselves."))
