"""What others may read of organizations."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.organizations.access import require
from gainful.domain.organizations.models import ApiToken, Invitation, Membership, Organization


def active_memberships(user: User) -> QuerySet[Membership]:
    """Return the roles a user holds now, oldest first, with their organizations."""
    active = Membership.objects.filter(user=user, ended_at=None)
    return active.select_related("organization").order_by("created_at", "id")


def membership_for(email: str, role: str) -> Membership | None:
    """Return the oldest membership in this role of the account with this address, or None."""
    found = Membership.objects.filter(
        user__email__iexact=email, user__is_active=True, role=role, ended_at=None
    )
    return found.select_related("user", "organization").order_by("created_at", "id").first()


def accounts(actor: Actor, *, search: str = "") -> QuerySet[User]:
    """Return every account with the roles it holds now as `current_memberships`, by name."""
    require(actor, "read_accounts")
    current = (
        Membership.objects.filter(ended_at=None).select_related("organization").order_by("created_at", "id")
    )
    wanted = Q(name__icontains=search) | Q(email__icontains=search) if search else Q()
    found = User.objects.filter(wanted).order_by("name", "email")
    return found.prefetch_related(Prefetch("memberships", current, to_attr="current_memberships"))


def organizations(actor: Actor) -> QuerySet[Organization]:
    """Return every organization, by name."""
    require(actor, "read_accounts")
    return Organization.objects.order_by("name", "id")


def open_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Return the invitations that still work, newest first."""
    require(actor, "invite")
    found = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return found.select_related("organization").order_by("-created_at", "id")


def open_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """Return the actor's own API tokens that still work, newest first."""
    found = ApiToken.objects.filter(user=actor.user, revoked_at=None, expires_at__gt=timezone.now())
    return found.select_related("organization").order_by("-created_at", "id")
