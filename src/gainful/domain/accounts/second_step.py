"""The second step at sign-in: who has one, and how it is taken away from somebody who lost it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from gainful.domain.accounts.models import User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""An app or a key; recovery codes alone are no second step, they run out."""


def has_second_step(user: User) -> bool:
    """Say whether a person is asked for more than a password."""
    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


def forget_second_step(user: User) -> bool:
    """Take away app, keys and recovery codes, to be set up anew; says whether there were any."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])
