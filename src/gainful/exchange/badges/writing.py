"""A certificate written as an Open Badges 3.0 credential, in the form that every library tried reads alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from gainful.exchange.badges.contexts import BADGE_CONTEXTS
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.keys import SigningKey
from gainful.exchange.badges.proofs import sign

ONET, ESCO, CTDL = "O*NET-SOC", "ESCO", "CTDL"


@dataclass(frozen=True, slots=True)
class Alignment:
    """One place in a framework of occupations or credentials that an achievement answers to."""

    framework: str
    code: str
    name: str
    address: str

    def to_json(self) -> dict[str, Any]:
        """Return it as the credential says it."""
        return {
            "type": ["Alignment"], "targetName": self.name, "targetUrl": self.address,
            "targetFramework": self.framework, "targetCode": self.code,
        }  # fmt: skip


def onet_alignment(code: str, title: str) -> Alignment:
    """Return the alignment with an O*NET occupation, `51-4041.00`."""
    return Alignment(ONET, code, title, f"https://www.onetonline.org/link/summary/{code}")


def esco_alignment(uuid: str, title: str) -> Alignment:
    """Return the alignment with an ESCO occupation by its number."""
    return Alignment(ESCO, uuid, title, f"http://data.europa.eu/esco/occupation/{uuid}")


def ctdl_alignment(ctid: str, title: str) -> Alignment:
    """Return the alignment with a credential of the Credential Registry, `ce-…`."""
    return Alignment(CTDL, ctid, title, f"https://credentialengineregistry.org/resources/{ctid}")


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where a credential's status stands: the list of each purpose, and the bit in it."""

    lists: tuple[tuple[str, str], ...]
    """(purpose, address of the list)."""
    index: int


@dataclass(frozen=True, slots=True)
class Badge:
    """What a certificate says: who gave it to whom, for what, from when, and where its status stands."""

    number: str
    """An IRI of its own, `urn:uuid:…`."""
    issuer_name: str
    issuer_url: str
    recipient: str
    """The name on the certificate; whoever is shown the file reads it."""
    achievement: str
    """An IRI: the same for everybody who did the same."""
    name: str
    description: str
    criteria: str
    valid_from: datetime
    valid_until: datetime | None = None
    alignments: Sequence[Alignment] = field(default_factory=tuple)
    status: StatusPlace | None = None


def signed_badge(badge: Badge, key: SigningKey) -> dict[str, Any]:
    """Return the credential with its proof; BadgeError where it would say something its proof does not cover."""
    return sign(_document(badge, key.did), key)


def text_of(document: dict[str, Any]) -> str:
    """Return a signed document as the text that is handed out; its bytes may change, what it says may not."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def moment(at: datetime) -> str:
    """Return a moment as the data model writes it, in UTC to the second."""
    if at.tzinfo is None:
        raise BadgeError("A moment needs its time zone.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _document(badge: Badge, did: str) -> dict[str, Any]:
    if badge.valid_until is not None and badge.valid_until <= badge.valid_from:
        raise BadgeError("A certificate ends after it begins.", "Give a later last day.")
    issuer = {"id": did, "type": ["Profile"], "name": badge.issuer_name}
    made: dict[str, Any] = {
        "@context": list(BADGE_CONTEXTS),
        "id": badge.number,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.name,
        "issuer": issuer | ({"url": badge.issuer_url} if badge.issuer_url else {}),
        "validFrom": moment(badge.valid_from),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": badge.recipient,
                    "identityType": "name",
                }
            ],
            "achievement": _achievement(badge),
        },
    }
    if badge.valid_until is not None:
        made["validUntil"] = moment(badge.valid_until)
    if badge.status is not None:
        made["credentialStatus"] = _entries(badge.status)
    return made


def _achievement(badge: Badge) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": badge.achievement,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": badge.name,
        "description": badge.description,
        "criteria": {"narrative": badge.criteria},
    }
    if badge.alignments:
        made["alignment"] = [each.to_json() for each in badge.alignments]
    return made


def _entries(place: StatusPlace) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{address}#{place.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(place.index),
            "statusListCredential": address,
        }
        for purpose, address in place.lists
    ]
