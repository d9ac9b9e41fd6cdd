"""Addresses of accounts: one address opens one account."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def address_is_free(address: str, account: UUID) -> bool:
    """Say whether no other account has an address; asked in the action of whoever has opened the letter sent there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.address_is_free(%s, %s)", [address, account])
        return bool(cursor.fetchone()[0])
