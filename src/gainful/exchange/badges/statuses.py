"""Status lists: one bit a certificate, published for everybody; read only where the list itself is proven.

Bitstring Status List v1.0 (W3C, 2025). Published as JSON with a proof: the form that most verifiers read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from gainful.exchange.badges.dates import CLOCK_SKEW, Dates, DatesAnswer, dates_of
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.jwt_form import check_jwt, credential_of, dates_of_jwt
from gainful.exchange.badges.keys import SigningKey
from gainful.exchange.badges.proofs import Proof, check_proof, sign
from gainful.exchange.badges.reading import claims_of, is_jwt, json_object
from gainful.exchange.badges.resolving import MissingDocumentError, Resolver

ENTRIES = 131_072
"""Entries of a list: the least that hides whose bit is asked for (Bitstring Status List §3.3)."""
LASTS = timedelta(days=7)
"""How long a copy of a list counts: an older copy would bring a revoked certificate back."""


_INDEX = re.compile("[0-9]{1,9}")
ENTRY_TYPES = ("BitstringStatusListEntry", ["BitstringStatusListEntry"])


class Status(StrEnum):
    """What the issuer says about a credential now."""

    GOOD = "good"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NONE = "none"
    UNKNOWN = "unknown"


_WORST = (Status.REVOKED, Status.SUSPENDED, Status.UNKNOWN, Status.GOOD)
_MEANS = {"revocation": Status.REVOKED, "suspension": Status.SUSPENDED, "refresh": Status.GOOD}
"""What a bit that is set means; one of any other purpose is not known to be harmless."""


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What the status lists say, in words; `missing` are addresses of lists that were not given."""

    status: Status
    words: str = ""
    missing: tuple[str, ...] = ()
    as_of: str = ""
    """When the list was written that says so."""


def signed_list(
    address: str, purpose: str, marked: Iterable[int], key: SigningKey, now: datetime
) -> dict[str, Any]:
    """Return the list of one purpose as it is published at its address; `marked` are the bits that are set."""
    from openbadgeslib.ob3 import build_status_list_credential

    return sign(
        build_status_list_credential(
            key.did,
            address,
            purpose,
            marked,
            ENTRIES,
            issued=now.replace(microsecond=0) - CLOCK_SKEW,  # a reader whose clock is behind finds it valid
            valid_until=now + LASTS,
        ),
        key,
    )


def status_of(credential: dict[str, Any], issuer: str, resolver: Resolver, now: datetime) -> StatusAnswer:
    """Return the worst that any of a credential's entries says; one that cannot be read is never good."""
    given = credential.get("credentialStatus")
    entries = given if isinstance(given, list) else [] if given is None else [given]
    if not entries:
        return StatusAnswer(Status.NONE, "The issuer did not say where it would take this back.")
    answers = [_of_entry(entry, issuer, resolver, now) for entry in entries]
    worst = min(answers, key=lambda each: _WORST.index(each.status))
    missing = tuple(dict.fromkeys(address for each in answers for address in each.missing))
    return StatusAnswer(worst.status, worst.words, missing, worst.as_of)


def _of_entry(entry: Any, issuer: str, resolver: Resolver, now: datetime) -> StatusAnswer:
    try:
        return _asked(entry, issuer, resolver, now)
    except MissingDocumentError as error:
        return StatusAnswer(Status.UNKNOWN, f"The status list stands at {error.address}.", (error.address,))
    except BadgeError as error:
        return StatusAnswer(Status.UNKNOWN, str(error))


def _asked(entry: Any, issuer: str, resolver: Resolver, now: datetime) -> StatusAnswer:
    if not isinstance(entry, dict) or entry.get("type") not in ENTRY_TYPES:
        raise BadgeError("The status is told in a way that is not read here.")
    address, purpose, place = (
        entry.get(key) for key in ("statusListCredential", "statusPurpose", "statusListIndex")
    )
    if entry.get("statusSize", 1) not in (1, "1"):
        raise BadgeError("The status has more than one bit, which is not read here.")
    if not isinstance(address, str) or not isinstance(purpose, str) or not _INDEX.fullmatch(str(place)):
        raise BadgeError("The status names no list, or no place in it.")
    bits, as_of = _bits(address, purpose, issuer, resolver, now)
    index = int(str(place))
    if index >= 8 * len(bits):
        raise BadgeError("The status list has no such place.")
    is_set = bool(bits[index // 8] & (0x80 >> (index % 8)))
    if is_set and purpose not in _MEANS:
        raise BadgeError("The issuer set a mark whose meaning is not read here.")
    return StatusAnswer(_MEANS[purpose] if is_set else Status.GOOD, "", (), as_of)


def _bits(address: str, purpose: str, issuer: str, resolver: Resolver, now: datetime) -> tuple[bytes, str]:
    """Return the bits of a list that its issuer signed, and when it was written; BadgeError where they do not count."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import decode_encoded_list

    listed, dates = _proven(resolver.text(address), issuer, resolver, now)
    if listed.get("id") not in (None, address):
        raise BadgeError("The status list given is that of another address.")
    if dates.dates != Dates.CURRENT:
        raise BadgeError(
            "The status list given is too old: an older copy may not know what was taken back since."
        )
    subject = listed.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    purposes = subject.get("statusPurpose")
    if purpose not in (purposes if isinstance(purposes, list) else [purposes]):
        raise BadgeError(f"The status list is not one for {purpose}.")
    if subject.get("statusSize", 1) != 1:
        raise BadgeError("The status list has more than one bit a place, which is not read here.")
    try:
        bits = decode_encoded_list(str(subject.get("encodedList")))
    except (LibOpenBadgesException, ValueError) as error:
        raise BadgeError(f"The status list cannot be unpacked: {error}.") from error
    return bits, str(listed.get("validFrom") or "")


def _proven(
    text: bytes, issuer: str, resolver: Resolver, now: datetime
) -> tuple[dict[str, Any], DatesAnswer]:
    """Return a status list as its issuer signed it, JSON or JWT; BadgeError where the badge's issuer did not."""
    told = text.decode("utf-8", "replace").strip()
    if is_jwt(told):
        listed = credential_of(claims_of(told))
        answer, dates = check_jwt(told, issuer, resolver), dates_of_jwt(told, listed, now)
    else:
        listed = json_object(text, "The status list")
        answer, dates = check_proof(listed, issuer, resolver, shown=listed), dates_of(listed, now)
    named = listed.get("issuer")
    if (named.get("id") if isinstance(named, dict) else named) != issuer:
        raise BadgeError("The status list was written by somebody other than the issuer.")
    if answer.missing:
        raise MissingDocumentError(answer.missing)
    if answer.proof != Proof.HOLDS:
        raise BadgeError(f"The status list itself is not proven. {answer.words}".strip())
    return listed, dates
