"""The second step at sign-in: who has one, and how it is taken away from somebody who lost it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from gainful.domain.accounts.models import User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""An app or a key; recovery codes alone are no second step, they run out."""


def has_second_step(user: User) -> bool:
    """Say whether a person is asked for more than a password."""
    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


def lacks_second_step(user: User, role: str) -> bool:
    """Say whether the role opens other people's records and the person proves who they are only once."""
    return role in settings.SECOND_STEP_ROLES and not has_second_step(user)


def comes_by_single_sign_on(user: User) -> bool:
    """Say whether an identity provider vouches for the person; it asks for a second step of its own."""
    return bool(SocialAccount.objects.filter(user=user).exists())


def forget_second_step(user: User) -> bool:
    """Take away app, keys and recovery codes, to be set up anew; says whether there were any."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])
