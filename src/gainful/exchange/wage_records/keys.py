"""Person keys at the door: a keyed hash (BLAKE2b, RFC 7693) of the key as it is written everywhere.

Social Security numbers are few enough to be tried one by one, so a plain hash protects nobody: without the secret
the hashes say nothing, and the secret is never kept beside the records.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from gainful.engine.tables import cell_rules as rules

SECRET_BYTES = 32
PURPOSE = b"gainful-wages"
LOOKED_FOR = "GAINFUL_WAGE_KEY_FILE"

_SIGNS, _DECIMALS = (re.compile(rules.python_pattern(one)) for one in (rules.KEY_SIGNS, rules.KEY_DECIMALS))


class WrongKeyError(ValueError):
    """The store was written with another secret: its people could not be found again."""


def default_key_path() -> Path:
    """Return where the secret is kept if nobody says otherwise: GAINFUL_WAGE_KEY_FILE, or the user's settings."""
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(os.environ.get(LOOKED_FOR) or Path(settings, "gainful", "wage-records.key"))


def load_or_make_key(path: Path | None = None, *, beside: Path | None = None) -> bytes:
    """Return the secret, made at first with only its owner allowed to read it; ValueError inside `beside`."""
    path = (path or default_key_path()).expanduser()
    if beside is not None and path.resolve().is_relative_to(beside.resolve()):
        raise ValueError(f"{path} lies in the store it protects. Keep the key file elsewhere.")
    if path.exists():
        secret = bytes.fromhex(path.read_text().strip())
        if len(secret) < SECRET_BYTES:
            raise ValueError(f"{path} does not hold a key of {SECRET_BYTES} bytes in hexadecimal.")
        return secret
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(SECRET_BYTES)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(secret.hex() + "\n")
    return secret


def plain_key(key: str) -> str:
    """Return a person key without spaces, dashes and case: 123-45-6789 and 123456789 are one person."""
    return _DECIMALS.sub(r"\1", _SIGNS.sub("", key)).upper()


def person_hash(secret: bytes, key: str) -> str:
    """Return the 128-bit keyed hash of a person key, in hexadecimal."""
    return hashlib.blake2b(plain_key(key).encode(), digest_size=16, key=secret, person=PURPOSE).hexdigest()


def hasher(secret: bytes) -> Callable[[str], str]:
    """Return `person_hash` under one secret for keys that are plain already: for millions of them."""
    begun = hashlib.blake2b(digest_size=16, key=secret, person=PURPOSE)

    def hashed(key: str) -> str:
        one = begun.copy()
        one.update(key.encode())
        return one.hexdigest()

    return hashed


def fingerprint(secret: bytes) -> str:
    """Return what a store keeps to know its secret again, without holding it."""
    return hashlib.blake2b(b"fingerprint", digest_size=8, key=secret, person=PURPOSE).hexdigest()
