"""API tokens: issued by a person for themself, shown once, ended by date or hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as_system, visiting
from gainful.domain.accounts.models import User
from gainful.domain.organizations.entry import ApiToken, TokenScope
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.members import Membership
from gainful.domain.organizations.one_time import digest, new_secret

PREFIX = "gnf_"
LONGEST = timedelta(days=366)
USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue_token(actor: Actor, *, name: str, scope: str, days: int) -> tuple[ApiToken, str]:
    """Make a token for the actor's present role and return it with its secret, which cannot be read again."""
    if actor.user is None or actor.organization is None:
        raise MemberError(_("A token acts for an organization."), _("Choose a role in one first."))
    if not name.strip():
        raise MemberError(_("The token has no name."), _("Write what it is for."))
    if not 1 <= days <= LONGEST.days:
        raise MemberError(_("A token lasts from 1 to %d days.") % LONGEST.days)
    secret = new_secret(PREFIX)
    token = ApiToken.objects.create(
        user=actor.user,
        organization=actor.organization,
        role=actor.role,
        name=name.strip()[:100],
        scope=TokenScope(scope),
        secret_hash=digest(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def revoke_token(actor: Actor, token_id: UUID) -> None:
    """End one of the actor's own tokens; anybody else's is left alone."""
    ApiToken.objects.filter(pk=token_id, user=actor.user, revoked_at=None).update(revoked_at=timezone.now())


def end_tokens_of(user: User, reason: str) -> int:
    """End every token of a person, as the system, since whoever sets a new password need not be signed in yet."""
    with acting_as_system(reason):
        return ApiToken.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now()).update(
            revoked_at=timezone.now()
        )


def use_token(secret: str) -> ApiToken | None:
    """Return the token behind a secret, or None where it, its account or its role has ended."""
    if not secret.startswith(PREFIX):
        return None
    with visiting(f"token:{digest(secret)}"):
        now = timezone.now()
        token = (
            ApiToken.objects.select_related("user", "organization")
            .filter(secret_hash=digest(secret), revoked_at=None, expires_at__gt=now, user__is_active=True)
            .first()
        )
        if token is None:
            return None
        held = Membership.objects.filter(
            user=token.user, organization=token.organization, role=token.role, ended_at=None
        )
        if not held.exists():
            return None
        _note_use(token, now)
        return token


def _note_use(token: ApiToken, now: datetime) -> None:
    """Write down when it was used, to the minute; a call that does it at this moment is not waited for.

    The row stays locked until the call's transaction ends: all calls of one token would go one after the other.
    """
    if token.last_used_at is not None and now - token.last_used_at < USE_NOTED_EVERY:
        return
    # the time only rises: a call that began later may have noted its own
    earlier = Q(last_used_at=None) | Q(last_used_at__lt=now)
    free = ApiToken.objects.filter(earlier, pk=token.pk).order_by().select_for_update(skip_locked=True)
    ApiToken.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(last_used_at=now)
