"""What a credential says, as a person wants to read it, and whom it names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Identifier:
    """One thing by which a credential names its holder; `hashed` ones are compared, never read."""

    kind: str
    value: str
    hashed: bool = False
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a framework that the achievement answers to."""

    framework: str
    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is said of whom, by whom."""

    number: str = ""
    name: str = ""
    description: str = ""
    criteria: str = ""
    issuer_name: str = ""
    issuer_id: str = ""
    achievement: str = ""
    identifiers: tuple[Identifier, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def recipient(self) -> str:
        """The name that it was given to, empty where it names nobody in clear."""
        return next((each.value for each in self.identifiers if each.kind == "name" and not each.hashed), "")

    def names(self, name: str, addresses: tuple[str, ...] = ()) -> bool | None:
        """Say whether it names this person by one of their addresses or their name; None where it names nobody."""
        readable = [each for each in self.identifiers if each.kind in {"name", "emailAddress"}]
        if not readable:
            return None
        return any(
            _is(each, value)
            for each in readable
            for value in (addresses if each.kind == "emailAddress" else (name,))
            if value
        )


def _is(given: Identifier, value: str) -> bool:
    if not given.hashed:
        return " ".join(given.value.split()).casefold() == " ".join(value.split()).casefold()
    method, _, digest = given.value.partition("$")
    if method not in {"sha256", "md5"}:
        return False
    spellings = {value, value.lower()}
    return any(
        hashlib.new(method, (each + given.salt).encode(), usedforsecurity=False).hexdigest() == digest.lower()
        for each in spellings
    )


def subject_of(credential: dict[str, Any]) -> Subject:
    """Return what a credential says; parts that are not as the specification has them are left empty."""
    issuer, about = credential.get("issuer"), _first(credential.get("credentialSubject"))
    achievement, profile = _first(about.get("achievement")), _first(issuer)
    return Subject(
        number=_text(credential.get("id")),
        name=_text(achievement.get("name")) or _text(credential.get("name")),
        description=_text(achievement.get("description")),
        criteria=_text(_first(achievement.get("criteria")).get("narrative")),
        issuer_name=_text(profile.get("name")),
        issuer_id=_text(profile.get("id")) or _text(issuer),
        achievement=_text(achievement.get("id")),
        identifiers=_identifiers(about),
        places=tuple(_place(each) for each in _dicts(achievement.get("alignment"))),
    )


def _identifiers(about: dict[str, Any]) -> tuple[Identifier, ...]:
    found = [
        Identifier(
            _text(each.get("identityType")), _text(each.get("identityHash")), each.get("hashed") is True,
            _text(each.get("salt")),
        )
        for each in _dicts(about.get("identifier"))
    ]  # fmt: skip
    named = _text(about.get("id"))
    if named.startswith("mailto:"):
        found.append(Identifier("emailAddress", named.removeprefix("mailto:")))
    return tuple(each for each in found if each.value)


def _place(given: dict[str, Any]) -> Place:
    keys = ("targetFramework", "targetCode", "targetName", "targetUrl")
    return Place(*(_text(given.get(key)) for key in keys))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _first(value: Any) -> dict[str, Any]:
    return next(iter(_dicts(value)), {})


def _text(value: Any) -> str:
    """Return a text, of a language map any one."""
    if isinstance(value, dict):
        value = value.get("@value") or next(iter(value.values()), "")
    return value if isinstance(value, str) else ""
