"""The JSON-LD contexts that badges are signed and read under: carried by openbadgeslib, pinned here by their hash.

A context says what each word of a badge means, so another text under the same address would make other statements of
the same file. None is ever fetched; one that is not pinned here is not read.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gainful.exchange.badges.errors import BadgeError

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
OPEN_BADGES = f"{_OB}context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
UNVERSIONED = f"{_OB}context.json"
"""Different libraries take it for different texts (or for none), so that one file would say two things."""
BADGE_CONTEXTS = (CREDENTIALS, OPEN_BADGES)
"""In the order of Open Badges 3.0 §8.2: the data model first."""
_FILES = {
    CREDENTIALS: "credentials-v2.json",
    OPEN_BADGES: "ob-v3p0-context-3.0.3.json",
    f"{_OB}context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    f"{_OB}context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    f"{_OB}extensions.json": "ob-v3p0-extensions.json",
    CLR: "clr_context_2.0.1.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
}
SHA256 = {
    "credentials-v2.json": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "ob-v3p0-context-3.0.3.json": "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    "ob-v3p0-context-3.0.2.json": "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    "ob-v3p0-context-3.0.1.json": "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    "ob-v3p0-extensions.json": "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    "clr_context_2.0.1.json": "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    "security-data-integrity-v2.json": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    "security-multikey-v1.json": "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
}
"""Of openbadgeslib 4.6.3; the Open Badges one has two words more than the specification's copy (DISPUTED)."""
DISPUTED = frozenset({"endorsementJwt", "jti"})
"""Words that only some copies of context 3.0.3 know: others drop or refuse them."""


@lru_cache(maxsize=1)
def pinned() -> dict[str, dict[str, Any]]:
    """Return every context by its address; BadgeError where a library's copy is not the text that was pinned."""
    folder, found = files("openbadgeslib.ob3.contexts"), {}
    for address, name in _FILES.items():
        text = folder.joinpath(name).read_bytes()
        if hashlib.sha256(text).hexdigest() != SHA256[name]:
            raise BadgeError(
                f"The context {name} is not the text that this version of Gainful was tested with.",
                "Install openbadgeslib as requirements.lock has it.",
            )
        found[address] = json.loads(text)
    return found


def clr_contexts() -> dict[str, dict[str, Any]]:
    """Return the context that learner records need beside those that the library always knows."""
    return {CLR: pinned()[CLR]}


@lru_cache(maxsize=1)
def terms() -> frozenset[str]:
    """Return every word that some pinned context defines, in any place; disputed ones are left out."""
    found: set[str] = set()
    for context in pinned().values():
        _collect(context["@context"], found)
    return frozenset(found - DISPUTED)


def _collect(context: Any, found: set[str]) -> None:
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict):
            for term, meaning in part.items():
                found.add(term)
                if isinstance(meaning, dict) and "@context" in meaning:
                    _collect(meaning["@context"], found)


def unread_contexts(document: object) -> list[str]:
    """Return what stands under `@context`, anywhere in a document, that is not pinned here."""
    if isinstance(document, list):
        return [each for part in document for each in unread_contexts(part)]
    if not isinstance(document, dict):
        return []
    named = document.get("@context", [])
    found = [
        each if isinstance(each, str) else "a context written into the file"
        for each in (named if isinstance(named, list) else [named])
        if not isinstance(each, str) or each not in _FILES
    ]
    return found + [
        each for key, part in document.items() if key != "@context" for each in unread_contexts(part)
    ]


def unknown_words(document: object, place: str = "") -> list[str]:
    """Return where words stand that no pinned context defines, as `/credentialSubject/nickname`."""
    if isinstance(document, list):
        return [
            each for number, part in enumerate(document) for each in unknown_words(part, f"{place}/{number}")
        ]
    if not isinstance(document, dict):
        return []
    found = []
    for key, part in document.items():
        if key == "@context":
            continue
        here = f"{place}/{key}"
        found += [here] if key not in terms() and not key.startswith("@") else unknown_words(part, here)
    return found
