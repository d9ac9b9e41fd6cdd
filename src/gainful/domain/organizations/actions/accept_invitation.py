"""Open an invitation and become a member."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_as_system, visiting
from gainful.domain.accounts.models import User
from gainful.domain.accounts.roles import STAFF
from gainful.domain.organizations.entry import Invitation
from gainful.domain.organizations.errors import InvitationClosed, MemberError
from gainful.domain.organizations.members import Membership, Role
from gainful.domain.organizations.one_time import digest


def open_invitation(secret: str) -> tuple[Invitation, User | None]:
    """Return the invitation behind a secret and the account that has its address, if any.

    Raises InvitationClosed where the link is unknown, used, taken back or past its date.
    """
    with visiting(f"invitation:{digest(secret)}"):
        found = Invitation.objects.select_related("organization").filter(secret_hash=digest(secret)).first()
        if found is None or not found.is_open:
            raise InvitationClosed
        return found, User.objects.filter(email__iexact=found.email).first()


def accept_invitation(
    secret: str, *, signed_in: User | None = None, name: str = "", password: str = "", language: str = "en"
) -> Membership:
    """Make the membership, once; an account that exists must be signed in, a new one gets its password here.

    A new participant's letters come in `language`: the one in which they read the invitation.
    """
    with acting_as_system("invitation accepted"):
        found = _held(secret)
        user = User.objects.filter(email__iexact=found.email).first()
        if user is None:
            spoken = _language_of(found, language)
            user = User.objects.create_user(found.email, password, name=name or found.name, language=spoken)
        elif signed_in is None or signed_in.pk != user.pk:
            raise MemberError(_("This address has an account."), _("Sign in as %s first.") % found.email)
        else:  # an address that somebody only typed opens nothing of the new role
            EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=found.email).delete()
        return _join(found, user)


def join_by_single_sign_on(
    secret: str, *, provider: str, uid: str, name: str = "", language: str = "en"
) -> Membership:
    """Make the membership and an account that the agency's server alone opens: it has no password.

    MemberError where the address has an account: its person signs in and connects it, nobody else can.
    """
    with acting_as_system("invitation accepted"):
        found = _held(secret)
        if User.objects.filter(email__iexact=found.email).exists():
            raise MemberError(
                _("The address %s has an account.") % found.email,
                _("Sign in to it with its password, then connect single sign-on under “My account”."),
            )
        spoken = _language_of(found, language)
        user = User.objects.create_user(found.email, None, name=found.name or name[:200], language=spoken)
        SocialAccount.objects.create(user=user, provider=provider, uid=uid, extra_data={})
        return _join(found, user)


def _language_of(invitation: Invitation, language: str) -> str:
    """Return the language of a new account: staff's pages and letters are English, whatever their browser asks for."""
    return language if invitation.role == Role.PARTICIPANT else "en"


def _held(secret: str) -> Invitation:
    found = Invitation.objects.select_for_update().filter(secret_hash=digest(secret)).first()
    if found is None or not found.is_open:
        raise InvitationClosed
    _require_inviter_still_may(found)
    return found


def _join(invitation: Invitation, user: User) -> Membership:
    membership, _made = Membership.objects.get_or_create(
        user=user, organization_id=invitation.organization_id, role=invitation.role, ended_at=None
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return membership


def _require_inviter_still_may(invitation: Invitation) -> None:
    """Raise InvitationClosed where the organization has members by now and the inviter may not invite there any more.

    Whoever entered an organization invites its first members and has no say once it has some.
    """
    members = Membership.objects.filter(organization=invitation.organization_id, ended_at=None)
    members = members.exclude(role=Role.PARTICIPANT)
    if invitation.invited_by_id is None or not members.exists():
        return
    inviter = User.objects.get(pk=invitation.invited_by_id)
    may = STAFF if invitation.role == Role.PARTICIPANT else {Role.OPERATOR}
    if not inviter.is_staff and not members.filter(user=inviter, role__in=may).exists():
        raise InvitationClosed
