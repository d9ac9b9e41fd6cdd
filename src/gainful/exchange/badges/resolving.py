"""Where an issuer's keys and status lists come from: what was given with the file, and what this machine holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.keys import document_address
from gainful.exchange.badges.reading import claims_of, json_object


class MissingDocumentError(BadgeError):
    """A document that the answer needs was not given; `address` says where it stands."""

    def __init__(self, address: str) -> None:
        super().__init__(f"The document at {address} is not here.", "Give it with the badge.")
        self.address = address


class Source(StrEnum):
    """Where the keys of an issuer come from: what a signature says about who signed depends on it."""

    OWN = "own"
    """This installation publishes them itself."""
    LOOKED_UP = "looked_up"
    """They were taken from the issuer's web address."""
    GIVEN = "given"
    """Whoever gave the badge gave them too: they are the issuer's only if they were saved from its address."""
    ITSELF = "itself"
    """The issuer is its own key (did:key): nobody knows who that is."""
    NONE = "none"


Finder = Callable[[str], bytes | None]


def _nothing(_address: str) -> bytes | None:
    return None


class Resolver:
    """Documents by their address: what this machine publishes, those given, then whatever `more` looks up.

    Nothing that is given takes the place of what this machine publishes itself.
    """

    def __init__(
        self, given: Iterable[bytes] = (), more: Finder = _nothing, *, own: Finder = _nothing
    ) -> None:
        self._given = {address: text for text in given if (address := _address_of(text))}
        self._own, self._more = own, more

    def text(self, address: str) -> bytes:
        """Return the document at an address as it stands; MissingDocumentError."""
        found, _source = self._found(address)
        if found is None:
            raise MissingDocumentError(address)
        return found

    def source_of(self, did: str) -> Source:
        """Return where the keys of an issuer come from."""
        if did.startswith("did:key:"):
            return Source.ITSELF
        if not did.startswith("did:web:"):
            return Source.NONE
        try:
            return self._found(document_address(did))[1]
        except BadgeError:
            return Source.NONE

    def _found(self, address: str) -> tuple[bytes | None, Source]:
        if (found := self._own(address)) is not None:
            return found, Source.OWN
        if (found := self._given.get(address)) is not None:
            return found, Source.GIVEN
        found = self._more(address)
        return found, Source.NONE if found is None else Source.LOOKED_UP

    def document(self, address: str) -> dict[str, Any]:
        """Return the JSON object at an address; BadgeError where it is none."""
        return json_object(self.text(address), f"The document at {address}")


def _address_of(text: bytes) -> str:
    """Return the address that a given document answers for: keys by their DID, a status list by its id."""
    try:
        found = json_object(text, "It") if text.lstrip()[:1] == b"{" else claims_of(text)
    except BadgeError:
        return ""
    name = found.get("id") or found.get("jti")
    if not isinstance(name, str):
        return ""
    return document_address(name) if name.startswith("did:web:") else name


def public_key(name: str, resolver: Resolver) -> bytes:
    """Return the public key that a proof names, PEM; it must be one that its owner makes statements with."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import resolve_verification_method

    did = name.partition("#")[0]
    if did.startswith("did:web:"):
        address = document_address(did)
        document = resolver.document(address)
        if document.get("id") != did:
            raise BadgeError(f"The document at {address} is that of somebody else.")
        if name not in _assertion_methods(document, did):
            raise BadgeError("The issuer does not publish the key that signed it, or took it back.")
    elif not did.startswith("did:key:"):
        raise BadgeError(f"Issuers of this kind cannot be looked up: {did[:60]}.", "did:web and did:key can.")
    try:
        return resolve_verification_method(name, download=resolver.text)
    except LibOpenBadgesException as error:
        raise BadgeError(f"The issuer's key cannot be read: {error}") from error


def _assertion_methods(document: dict[str, Any], did: str) -> set[str]:
    given = document.get("assertionMethod")
    named = [
        each.get("id") if isinstance(each, dict) else each
        for each in (given if isinstance(given, list) else ())
    ]
    return {f"{did}{each}" if each.startswith("#") else each for each in named if isinstance(each, str)}
