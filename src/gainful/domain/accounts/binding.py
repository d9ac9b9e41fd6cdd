"""The signed claim with which the site tells PostgreSQL who acts; the web role cannot make one up.

The key is derived from SECRET_KEY and kept in a table that only the owner reads. A claim holds for the one transaction
of the one connection that it was made for, so that one seen elsewhere is worth nothing.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

BLOCK = 64
"""Bytes of a block of SHA-256 (RFC 2104)."""


def secret_keys() -> list[str]:
    """Return the installation's secret key and those that it had before, newest first: what they made still holds."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def key() -> bytes:
    """Return the key of claims, derived from the installation's secret key."""
    return hmac.new(settings.SECRET_KEY.encode(), b"gainful actor claims", hashlib.sha256).digest()


def pads() -> tuple[bytes, bytes]:
    """Return the key's inner and outer block of HMAC, as PostgreSQL keeps them."""
    padded = key().ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded)


def claim(
    cursor: CursorWrapper, user: str, organization: str, role: str, subject: str, action: str = ""
) -> str:
    """Return a signed claim for the transaction that is open on this cursor's connection."""
    cursor.execute("SELECT pg_backend_pid(), extract(epoch FROM transaction_timestamp())::text")
    process, started = cursor.fetchone()
    words = (subject.encode().hex(), action.encode().hex())
    body = "|".join((user, organization, role, *words, str(process), started))
    return f"{body}|{hmac.new(key(), body.encode(), hashlib.sha256).hexdigest()}"


def store_key(cursor: CursorWrapper) -> None:
    """Put the key where the checking function reads it, as the owner; changes nothing where it is there already."""
    inner, outer = pads()
    cursor.execute(
        "INSERT INTO gainful.actor_key (inner_pad, outer_pad) VALUES (%s, %s) ON CONFLICT (is_only) DO UPDATE"
        " SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad"
        " WHERE gainful.actor_key.inner_pad <> excluded.inner_pad",
        [inner, outer],
    )


def key_is_known() -> bool:
    """Say whether PostgreSQL checks claims with this site's key: it does not after SECRET_KEY changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        probe = claim(cursor, "", "", "visitor", "")
        cursor.execute("SELECT set_config('gainful.actor', %s, true)", [probe])
        cursor.execute("SELECT gainful.actor() IS NOT NULL")
        return bool(cursor.fetchone()[0])
