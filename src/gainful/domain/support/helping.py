"""Who works on whose support: the person, and staff of the agency; the database decides again, row by row."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Consent, Participant, Scope
from gainful.domain.rights.state_tables import Rule
from gainful.domain.support.errors import NotAllowedError


def staff_organization(actor: Actor) -> Organization:
    """Return the agency whose staff acts; PermissionDenied where the actor is no staff."""
    if actor.role not in STAFF | {SYSTEM_ROLE} or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Only staff of an agency do this.")
    return actor.organization


def manager_organization(actor: Actor) -> Organization:
    """Return the agency whose manager acts; PermissionDenied for anybody else."""
    organization = staff_organization(actor)
    if actor.role not in MANAGERS | {SYSTEM_ROLE}:
        raise PermissionDenied("Only managers of the agency do this.")
    return organization


def consent_in_force(person: Participant, organization: Organization, scope: Scope) -> bool:
    """Whether the person lets this agency see this part of their record now."""
    return Consent.objects.filter(
        participant=person, organization=organization, revoked_at=None, expires_at__gt=timezone.now(),
        scopes__contains=[scope.value],
    ).exists()  # fmt: skip


def helpers(person: Participant) -> list[Organization]:
    """Return the agencies that the person lets see what they need help with, by name."""
    found = Consent.objects.filter(
        participant=person, revoked_at=None, expires_at__gt=timezone.now(), scopes__contains=[Scope.SUPPORT.value]
    ).select_related("organization")  # fmt: skip
    return sorted({row.organization for row in found}, key=lambda each: (each.name, str(each.pk)))


def helping_organization(
    actor: Actor, person: Participant, asked: Organization | None = None
) -> Organization:
    """Return the agency for which support is written down: the actor's own, or one that the person lets in.

    SupportError in words where there is none: support needs somebody who may see it.
    """
    if not is_self(actor, person):
        organization = staff_organization(actor)
        if not consent_in_force(person, organization, Scope.SUPPORT):
            raise NotAllowedError(
                _("The consent does not cover what they need help with."),
                hint=_("Ask the person to share it with you."),
            )
        return organization
    open_to = helpers(person)
    if asked is not None and asked not in open_to:
        raise NotAllowedError(_("You do not share this with %s.") % asked, hint=_("Share it first."))
    if not open_to:
        raise NotAllowedError(
            _("Nobody may see what you need help with, so nobody could help."),
            hint=_("Choose who may, under “Who can see my information”."),
        )
    return asked or open_to[0]


def sees_sensitive(actor: Actor, person: Participant, organization: Organization) -> bool:
    """Whether the actor may ask and read what is sensitive: the person, and an agency with that scope."""
    return (
        actor.role == SYSTEM_ROLE
        or is_self(actor, person)
        or consent_in_force(person, organization, Scope.SENSITIVE)
    )


def require_rule(actor: Actor, rule: Rule, state: str, label: str) -> None:
    """Refuse a step in words unless the table has the role and the state."""
    role = "participant" if actor.role not in STAFF | {SYSTEM_ROLE} else actor.role
    if role != SYSTEM_ROLE and role not in rule.roles:
        raise NotAllowedError(_("Your role does not allow this step."))
    if state not in rule.states:
        raise NotAllowedError(
            _("This step is not open while it is “%(state)s”.") % {"state": label},
            hint=_("Reload the page to see what it waits for."),
        )
