"""End a role, or close an account; an installation never loses its last operator."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.lock_out import unlock
from gainful.domain.accounts.models import User
from gainful.domain.accounts.second_step import forget_second_step
from gainful.domain.accounts.sessions import end_sessions
from gainful.domain.organizations.access import require
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.members import Membership, Role


@transaction.atomic
def end_membership(actor: Actor, membership_id: UUID) -> Membership:
    """End a role now; its tokens and invitations end with it. The row stays, for history."""
    require(actor, "end_membership")
    membership = (
        Membership.objects.select_for_update(of=("self",)).filter(pk=membership_id, ended_at=None).first()
    )
    if membership is None:
        raise MemberError(_("This role has ended already."))
    if membership.role == Role.OPERATOR:
        _keep_an_operator(without=membership.user)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])  # triggers end tokens, invitations and links
    return membership


@transaction.atomic
def set_account_active(actor: Actor, user_id: UUID, *, active: bool) -> User:
    """Open or close an account; sessions, tokens, links and invitations of a closed one end, for good."""
    require(actor, "set_account_active")
    user = _account(user_id)
    if not active:
        if actor.user is not None and actor.user.pk == user.pk:
            raise MemberError(_("You cannot close your own account."), _("Ask another operator."))
        _keep_an_operator(without=user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        transaction.on_commit(lambda: end_sessions(user.pk) and None)
    return user


@transaction.atomic
def reset_second_step(actor: Actor, user_id: UUID) -> User:
    """Take a lost second step away from somebody else; they set up a new one when they next sign in."""
    require(actor, "reset_second_step")
    user = _account(user_id)
    if actor.user is not None and actor.user.pk == user.pk:
        raise MemberError(_("You change your own second step on your account page."))
    with acting_as_system(f"second step reset by {actor.user.pk if actor.user else 'system'}"):
        if not forget_second_step(user):
            raise MemberError(_("This account has no second step."))
    return user


@transaction.atomic
def unlock_account(actor: Actor, user_id: UUID) -> int:
    """Let somebody sign in who gave too many wrong passwords; returns how many tries were forgotten."""
    require(actor, "unlock_account")
    user = _account(user_id)
    with acting_as_system(f"sign-in unlocked by {actor.user.pk if actor.user else 'system'}"):
        return unlock(user.email)


def _account(user_id: UUID) -> User:
    """Return an account that serves the actor's organization alone; MemberError for any other."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise MemberError(_("There is no such account."))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT gainful.is_web() OR gainful.runs_installation() OR %s IN (SELECT gainful.kept_accounts())",
            [user_id],
        )
        if not cursor.fetchone()[0]:
            raise MemberError(
                _("This account is not your organization's alone."),
                _("End the role here; whoever runs Gainful here can do the rest."),
            )
    return user


def _keep_an_operator(*, without: User) -> None:
    others = Membership.objects.filter(role=Role.OPERATOR, ended_at=None, user__is_active=True)
    is_one = others.filter(user=without).exists()
    if is_one and not others.exclude(user=without).exists():
        raise MemberError(_("This is the last operator."), _("Make somebody else operator first."))
