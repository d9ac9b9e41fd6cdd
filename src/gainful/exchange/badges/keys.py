"""Keys of issuers: Ed25519, published as did:web with one entry a key, so that old badges outlive a new key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from gainful.exchange.badges.errors import BadgeError

DID_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
SEED_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A private key with the name that a proof gives it: `did:web:…#key-2`."""

    seed: bytes
    name: str

    @property
    def did(self) -> str:
        """Whose key it is."""
        return self.name.partition("#")[0]

    @property
    def pem(self) -> bytes:
        """The private key, PKCS#8."""
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return _private(self.seed).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> str:
        """The public key as Multikey text, `z6Mk…`."""
        return public_of(self.seed)


def _private(seed: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(seed) != SEED_BYTES:
        raise BadgeError(f"A key is made of {SEED_BYTES} bytes.")
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_of(seed: bytes) -> str:
    """Return the public key of a seed as Multikey text, `z6Mk…`."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from openbadgeslib.ob3 import multikey_from_pem

    pem = _private(seed).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return str(multikey_from_pem(pem))


def did_key(seed: bytes) -> SigningKey:
    """Return a key that names itself: it proves that a file is whole, not who made it."""
    public = public_of(seed)
    return SigningKey(seed, f"did:key:{public}#{public}")


def did_web(address: str) -> str:
    """Return the did:web whose document stands below an address: `https://a.example/x/` gives `did:web:a.example:x`.

    The scheme is not looked at: whoever resolves it asks over HTTPS.
    """
    parts = urlsplit(address)
    if not parts.hostname or "@" in address:
        raise BadgeError(f"{address!r} is no web address that keys can be published at.")
    host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    return "did:web:" + ":".join(
        quote(each, safe="") for each in (host, *(part for part in parts.path.split("/") if part))
    )


def document_address(did: str) -> str:
    """Return where the document of a did:web stands (did:web method, §3.2)."""
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    if not did.startswith("did:web:") or not host:
        raise BadgeError(f"{did!r} is no did:web.")
    return f"https://{host}/{'/'.join(path) or '.well-known'}/did.json"


def did_document(did: str, keys: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the document that publishes an issuer's keys, (name, Multikey text) each, the newest first."""
    entries = [
        {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": public}
        for name, public in keys
    ]
    return {
        "@context": list(DID_CONTEXTS),
        "id": did,
        "verificationMethod": entries,
        "assertionMethod": [entry["id"] for entry in entries],
    }
