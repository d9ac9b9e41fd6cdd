"""Addresses of accounts: one address opens one account, and what others wrote under it once it is confirmed."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.rights_sql import LOOK_ALIKE


def address_is_free(address: str, account: UUID) -> bool:
    """Say whether no other account has an address; asked in the action of whoever has opened the letter sent there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.address_is_free(%s, %s)", [address, account])
        return bool(cursor.fetchone()[0])


def confirmed_address(user: User | None) -> str:
    """Return the address that a person has shown to be theirs, in small letters; empty where they have not.

    The same rule as `rights_sql.CONFIRMED`, for whoever may read the account.
    """
    if user is None:
        return ""
    address = user.email.lower()
    opened = EmailAddress.objects.filter(user=user, verified=True, email__iexact=address)
    return address if user.is_sample or (not looks_like_another(user.email) and opened.exists()) else ""


def looks_like_another(address: str) -> bool:
    """Say whether a comparison without case would take an address for another one, of another mailbox."""
    return any(sign in LOOK_ALIKE for sign in address)


def take_over(user: User) -> None:
    """Let an account be that of whoever has just chosen its password by a letter to its own address.

    Where nobody had opened such a letter, the account may have been made by somebody who only held the invitation:
    other addresses and single sign-on that they added would bring them back in. A second step stays: the mailbox alone
    opens no account that has one, its operator takes it off.
    """
    if confirmed_address(user):
        return
    kept = [row.pk for row in EmailAddress.objects.filter(user=user) if _same(row.email, user.email)]
    with acting_as_system("letter opened"):
        EmailAddress.objects.filter(user=user).exclude(pk__in=kept).delete()
        SocialAccount.objects.filter(user=user).delete()
    if address_is_free(user.email, user.pk):
        EmailAddress.objects.filter(pk__in=kept[:1]).update(verified=True, primary=True)


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower() and not looks_like_another(one)
