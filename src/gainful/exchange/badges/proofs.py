"""Data Integrity proofs, eddsa-rdfc-2022: put on, and checked together with whether they cover what the file shows.

A proof covers the statements that the JSON makes under its contexts, not the JSON: a word that no context defines is
dropped before it is signed. So a document counts only where it is exactly what was signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gainful.exchange.badges.contexts import UNVERSIONED, clr_contexts, pinned, unknown_words, unread_contexts
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.keys import SigningKey
from gainful.exchange.badges.resolving import MissingDocumentError, Resolver, public_key

_PLACE = re.compile(r"\(at (/[^)]*)\)")


class Proof(StrEnum):
    """What is to be said about who signed a document."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNCOVERED = "uncovered"
    NO_KEY = "no_key"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ProofAnswer:
    """Whether a proof holds, in words, with the places that it does not cover."""

    proof: Proof
    words: str = ""
    uncovered: tuple[str, ...] = ()
    missing: str = ""
    """The address of a document that was not given: the issuer's keys."""


def sign(document: dict[str, Any], key: SigningKey) -> dict[str, Any]:
    """Return the document with its proof; BadgeError where the proof would not cover all of it."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import add_data_integrity_proof

    pinned()
    if unknown := unknown_words(document):
        raise BadgeError(f"No context defines {', '.join(unknown)}: its proof would leave that out.")
    try:
        signed: dict[str, Any] = add_data_integrity_proof(document, key.pem, key.name)
        _require_covered(signed)
    except LibOpenBadgesException as error:
        raise BadgeError(f"This cannot be signed: {error}") from error
    return signed


def check_proof(
    document: dict[str, Any], issuer: str, resolver: Resolver, *, shown: dict[str, Any]
) -> ProofAnswer:
    """Say whether the issuer signed the document, and whether the proof covers `shown`, what the reader looks at.

    `shown` is the document, for a learner record without its members, which have proofs of their own.
    """
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import verify_data_integrity_proof

    name = _key_name(document)
    if refusal := _unreadable(document, name) or of_another(name, issuer):
        return refusal
    key = found_key(name, resolver)
    if isinstance(key, ProofAnswer):
        return key
    try:
        verify_data_integrity_proof(document, key, extra_contexts=clr_contexts())
    except LibOpenBadgesException as error:
        return ProofAnswer(Proof.BROKEN, _brief(error), tuple(unknown_words(document)))
    return _covered(shown)


def found_key(name: str, resolver: Resolver) -> bytes | ProofAnswer:
    """Return the public key that a proof names, PEM, or why it cannot be had."""
    try:
        return public_key(name, resolver)
    except MissingDocumentError as error:
        return ProofAnswer(
            Proof.NO_KEY, f"The issuer's keys stand at {error.address}.", missing=error.address
        )
    except BadgeError as error:
        return ProofAnswer(Proof.NO_KEY, str(error))


def _covered(shown: dict[str, Any]) -> ProofAnswer:
    from openbadgeslib.errors import LibOpenBadgesException

    unknown = tuple(unknown_words(shown))
    try:
        _require_covered(shown)
    except LibOpenBadgesException as error:
        places = unknown or tuple(_PLACE.findall(str(error)))
        return ProofAnswer(Proof.UNCOVERED, _brief(error), places)
    if unknown:  # words that some copies of a context define, and others drop
        return ProofAnswer(Proof.UNCOVERED, "Readers disagree about what these words mean.", unknown)
    return ProofAnswer(Proof.HOLDS)


def _require_covered(document: dict[str, Any]) -> None:
    """Raise the library's error unless the JSON is exactly the compacted form of what is signed (VC-DI §2.4.1)."""
    from openbadgeslib.ob3.contexts import document_loader
    from openbadgeslib.ob3.ldp import _check_json_ld_form

    _check_json_ld_form(document, _proof(document), document_loader(clr_contexts()))


def _unreadable(document: dict[str, Any], name: str) -> ProofAnswer | None:
    unread = unread_contexts(document)
    if UNVERSIONED in unread:
        words = (
            "The file names the Open Badges context without a version: readers take it for different texts."
        )
    elif unread:
        words = f"The file is written with a context that is not known here: {unread[0]}."
    elif not name:
        words = "The file carries no Data Integrity proof of the suite eddsa-rdfc-2022."
    else:
        return None
    return ProofAnswer(Proof.UNREADABLE, words)


def _proof(document: dict[str, Any]) -> dict[str, Any]:
    """Return the one proof that can be checked, or an empty one."""
    given = document.get("proof")
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, dict) and each.get("cryptosuite") == "eddsa-rdfc-2022":
            return each
    return {}


def _key_name(document: dict[str, Any]) -> str:
    name = _proof(document).get("verificationMethod")
    return name if isinstance(name, str) else ""


def of_another(name: str, issuer: str) -> ProofAnswer | None:
    """Refuse a key that is not the issuer's, and an issuer whose keys nobody can find."""
    if not issuer.startswith("did:"):
        words = f"The issuer is named {issuer or 'nowhere'}: without a DID nobody can find out whose key signed it."
        return ProofAnswer(Proof.NO_KEY, words)
    if name.partition("#")[0] != issuer:
        return ProofAnswer(Proof.BROKEN, "It was signed with a key of somebody other than the issuer.")
    return None


def _brief(error: Exception) -> str:
    return str(error)[:400]
