"""Addresses of accounts: one address opens one account, and what others wrote under it once it is confirmed."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection

from gainful.domain.accounts.models import User


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
    return address if user.is_sample or opened.exists() else ""
