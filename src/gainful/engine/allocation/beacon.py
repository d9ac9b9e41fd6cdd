"""A public random value that nobody could know or choose beforehand: a round of the drand beacon, checked offline.

The League of Entropy publishes a signature every three seconds (chain "quicknet"); its SHA-256 is the random value. A
draw names a round that lies in the future; afterwards a person types that round's signature in, and the signature is
verified here with the chain's public key. No network is asked. Source of key, start and period: the chain's published
information (chain hash below), as drand's own clients carry it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256

_DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
"""The domain separation tag of the scheme bls-unchained-g1-rfc9380."""
SIGNATURE_DIGITS = 96


class BeaconError(ValueError):
    """A round or signature that cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """A chain of the beacon: public key (hexadecimal), start and period."""

    name: str
    chain_hash: str
    public_key: str
    genesis: datetime
    period: timedelta


QUICKNET = Beacon(
    name="drand quicknet",
    chain_hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    public_key=(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921c"
        "c22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    genesis=datetime.fromtimestamp(1_692_803_367, UTC),
    period=timedelta(seconds=3),
)


def round_time(number: int, beacon: Beacon = QUICKNET) -> datetime:
    """Return when a round is published (UTC); rounds are counted from 1."""
    if number < 1:
        raise BeaconError(f"Rounds of the beacon are counted from 1; {number} is none.")
    try:
        return beacon.genesis + (number - 1) * beacon.period
    except OverflowError:
        raise BeaconError("This round of the beacon lies beyond the calendar; name an earlier one.") from None


def round_after(moment: datetime, beacon: Beacon = QUICKNET) -> int:
    """Return the first round that is published after a moment (with its time zone)."""
    if moment < beacon.genesis:
        return 1
    return (moment - beacon.genesis) // beacon.period + 2


def random_value(number: int, signature: str, beacon: Beacon = QUICKNET) -> str:
    """Return the random value of a round, 64 hexadecimal digits, once its signature (96 digits) is verified."""
    round_time(number, beacon)
    text = signature.strip().lower()
    if len(text) != SIGNATURE_DIGITS or set(text) - set("0123456789abcdef"):
        raise BeaconError(
            f"A signature of the beacon has {SIGNATURE_DIGITS} hexadecimal digits; this one does not."
        )
    if not _signed(number, bytes.fromhex(text), beacon):
        raise BeaconError(
            f"This is not the beacon's signature of round {number}. Copy it again from the beacon."
        )
    return sha256(bytes.fromhex(text)).hexdigest()


@contextmanager
def _recursion_limit_kept() -> Iterator[None]:
    """Undo that importing py_ecc raises the recursion limit (findings/import-raises-recursion-limit.sh)."""
    limit = sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@lru_cache(maxsize=64)
def _signed(number: int, signature: bytes, beacon: Beacon) -> bool:
    with _recursion_limit_kept():
        from eth_typing import (  # types of bytes: here the key is in G2, the signature in G1
            BLSPubkey,
            BLSSignature,
        )
        from py_ecc.bls.g2_primitives import pubkey_to_G1, signature_to_G2, subgroup_check
        from py_ecc.bls.hash_to_curve import hash_to_G1
        from py_ecc.optimized_bls12_381.optimized_curve import G2, is_inf
        from py_ecc.optimized_bls12_381.optimized_pairing import pairing

    try:
        point = pubkey_to_G1(BLSPubkey(signature))
    except ValueError:
        return False
    if is_inf(point) or not subgroup_check(point):
        return False
    public = signature_to_G2(BLSSignature(bytes.fromhex(beacon.public_key)))
    message = hash_to_G1(sha256(number.to_bytes(8, "big")).digest(), _DOMAIN, sha256)  # type: ignore[arg-type]  # its type says a hash object, it calls
    return bool(pairing(G2, point) == pairing(public, message))
