"""Secrets that are shown once: only their SHA-256 is kept, which is enough for 256 random bits."""

from __future__ import annotations

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """Return a fresh secret of 256 random bits, safe in an address."""
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
