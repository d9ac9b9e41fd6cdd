"""Invite somebody to a role in an organization by a one-time link."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.access import require
from gainful.domain.organizations.entry import Invitation
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.members import Membership, Organization, OrganizationKind, Role
from gainful.domain.organizations.one_time import digest, new_secret

LIFETIME = timedelta(days=7)
ROLES_OF: dict[str, frozenset[str]] = {
    OrganizationKind.AGENCY: frozenset({Role.OPERATOR, Role.PROGRAM_MANAGER, Role.COACH, Role.PARTICIPANT}),
    OrganizationKind.PROVIDER: frozenset({Role.PROGRAM_MANAGER, Role.COACH, Role.PARTICIPANT}),
    OrganizationKind.EMPLOYER: frozenset({Role.EMPLOYER}),
    OrganizationKind.PARTNER: frozenset({Role.COACH}),
}
"""Kind of organization × roles its members can have."""


@transaction.atomic
def invite_member(
    actor: Actor, organization: Organization, *, email: str, role: str, name: str = ""
) -> tuple[Invitation, str]:
    """Make an invitation and return it with its secret, which cannot be read again; an earlier one ends."""
    require(actor, "invite")
    try:
        validate_email(email)
    except ValidationError as error:
        raise MemberError(_("“%s” is not an email address.") % email, _("Check it and try again.")) from error
    if role not in ROLES_OF[organization.kind]:
        known = ", ".join(str(Role(r).label) for r in sorted(ROLES_OF[organization.kind]))
        raise MemberError(
            _("This role does not fit “%s”.") % organization.name, _("Roles there: %s.") % known
        )
    if Membership.objects.filter(
        user__email__iexact=email, organization=organization, role=role, ended_at=None
    ).exists():
        raise MemberError(_("%s has this role already.") % email)
    return _invited(organization, actor.user, email=email, role=role, name=name)


@transaction.atomic
def invite_participant(actor: Actor, *, email: str, name: str = "") -> tuple[Invitation, str]:
    """Let a coach or manager invite a person of their agency to a place of their own; as `invite_member` otherwise.

    Whoever is invited comes to a record only by an address that they have shown to be theirs.
    """
    require(actor, "invite_participant")
    organization = actor.organization
    if not isinstance(organization, Organization) or organization.kind != OrganizationKind.AGENCY:
        raise MemberError(_("Only staff of an agency invite participants."))
    with acting_as_system("participant invited"):
        held = Membership.objects.filter(
            user__email__iexact=email, organization=organization, role=Role.PARTICIPANT, ended_at=None
        )
        if held.exists():
            raise MemberError(_("%s has this role already.") % email)
        return _invited(organization, actor.user, email=email, role=Role.PARTICIPANT, name=name)


def _invited(
    organization: Organization, by: User | None, *, email: str, role: str, name: str
) -> tuple[Invitation, str]:
    now = timezone.now()
    Invitation.objects.filter(
        organization=organization, email__iexact=email, role=role, accepted_at=None, revoked_at=None
    ).update(revoked_at=now)
    secret = new_secret()
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        name=name[:200],
        role=role,
        secret_hash=digest(secret),
        invited_by=by,
        expires_at=now + LIFETIME,
    )
    return invitation, secret


@transaction.atomic
def revoke_invitation(actor: Actor, invitation_id: UUID) -> None:
    """End an invitation that was not accepted yet; others are left alone."""
    require(actor, "invite")
    Invitation.objects.filter(pk=invitation_id, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
