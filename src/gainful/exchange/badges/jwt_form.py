"""Credentials as JWT: read in the forms that PyJWT verifies, never written (no two libraries read the same one)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gainful.exchange.badges.dates import DatesAnswer, dates_of
from gainful.exchange.badges.proofs import Proof, ProofAnswer, found_key, of_another
from gainful.exchange.badges.reading import claims_of
from gainful.exchange.badges.resolving import Resolver

ALGORITHMS = {"EdDSA": "Ed25519", "ES256": "secp256r1", "RS256": "RSA"}
"""The algorithm of a token goes with the kind of key; a token cannot choose one for another kind."""


def credential_of(claims: dict[str, Any]) -> dict[str, Any]:
    """Return the credential in a token: its own members (Open Badges 3.0, VC-JOSE-COSE) or its `vc` claim."""
    inner = claims.get("vc")
    if not isinstance(inner, dict):
        return {
            key: value
            for key, value in claims.items()
            if key not in {"iss", "sub", "jti", "nbf", "exp", "iat"}
        }
    named = {"issuer": claims.get("iss"), "id": claims.get("jti")}
    return {**{key: value for key, value in named.items() if value}, **inner}


def dates_of_jwt(token: str, credential: dict[str, Any], now: datetime) -> DatesAnswer:
    """Say where a moment stands to the dates of a token: its own (RFC 7519 §4.1.4-5) and those of the credential.

    `issuanceDate` and `expirationDate` are those of the data model 1.1, which tokens of the `vc` form are written in.
    """
    claims = claims_of(token)
    return dates_of(
        credential,
        now,
        begins=(credential.get("issuanceDate"), claims.get("nbf")),
        ends=(credential.get("expirationDate"), claims.get("exp")),
    )


def check_jwt(token: str, issuer: str, resolver: Resolver) -> ProofAnswer:
    """Say whether the issuer signed the token; dates are another answer and are not asked here."""
    import jwt

    claims = claims_of(token)
    if claims.get("iss") not in (None, issuer):
        return ProofAnswer(Proof.BROKEN, "The token names one issuer outside and another inside.")
    if words := _two_answers(claims):
        return ProofAnswer(Proof.BROKEN, words)
    try:
        header = jwt.get_unverified_header(token)
    except jwt.exceptions.PyJWTError as error:
        return ProofAnswer(Proof.UNREADABLE, f"The token's header cannot be read: {str(error)[:200]}.")
    if str(header.get("alg")) not in ALGORITHMS:
        return ProofAnswer(Proof.UNREADABLE, f"Signatures of the kind {header.get('alg')} are not read here.")
    name = _key_name(header, issuer)
    if refusal := of_another(name, issuer):
        return refusal
    key = found_key(name, resolver)
    return key if isinstance(key, ProofAnswer) else _signature(token, key, str(header["alg"]))


def _two_answers(claims: dict[str, Any]) -> str:
    """Say in words where a token names one thing outside and another inside: readers take either."""
    credential = credential_of(claims)
    about = credential.get("credentialSubject")
    inner = about.get("id") if isinstance(about, dict) else None
    for outside, inside, what in (
        (claims.get("jti"), credential.get("id"), "number"),
        (claims.get("sub"), inner, "person"),
    ):
        if outside is not None and inside is not None and outside != inside:
            return f"The token names one {what} outside and another inside."
    return ""


def _key_name(header: dict[str, Any], issuer: str) -> str:
    named = header.get("kid")
    if isinstance(named, str) and named.startswith("did:"):
        return named
    if issuer.startswith("did:key:"):
        return f"{issuer}#{issuer.removeprefix('did:key:')}"
    return f"{issuer}#{str(named or '').removeprefix('#')}"


def _signature(token: str, key: bytes, algorithm: str) -> ProofAnswer:
    import jwt

    try:
        jwt.decode(
            token, key, algorithms=[algorithm],
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False},
        )  # fmt: skip
    except jwt.exceptions.InvalidSignatureError:
        return ProofAnswer(Proof.BROKEN, "The signature is not that of the issuer's key.")
    except (jwt.exceptions.PyJWTError, TypeError, ValueError) as error:
        return ProofAnswer(Proof.BROKEN, f"The signature cannot be checked with the issuer's key: {error}.")
    return ProofAnswer(Proof.HOLDS)
