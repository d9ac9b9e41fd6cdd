"""A badge, learner record or envelope checked: the proof, the status and the dates are three answers, all of them read.

Nothing is fetched: what the answer needs is given, or said to be missing with its address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from time import monotonic
from typing import Any

from gainful.exchange.badges.dates import Dates, DatesAnswer, dates_of
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.jwt_form import check_jwt, credential_of, dates_of_jwt
from gainful.exchange.badges.proofs import Proof, ProofAnswer, check_proof
from gainful.exchange.badges.reading import badge_text, claims_of, is_jwt, is_older, json_object
from gainful.exchange.badges.resolving import Resolver, Source
from gainful.exchange.badges.statuses import Status, StatusAnswer, status_of
from gainful.exchange.badges.subjects import Subject, subject_of

MOST_MEMBERS = 100
MOST_SECONDS = 10.0
"""How long the parts of one file are looked at: a library takes up to a second for one that is made to take long."""


class Kind(StrEnum):
    """What was given."""

    BADGE = "badge"
    RECORD = "record"
    ENVELOPE = "envelope"
    OTHER = "other"


_TYPES = {
    "OpenBadgeCredential": Kind.BADGE,
    "AchievementCredential": Kind.BADGE,
    "ClrCredential": Kind.RECORD,
    "VerifiablePresentation": Kind.ENVELOPE,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a credential says, and each answer about it; `members` are those of a learner record or an envelope."""

    kind: Kind
    subject: Subject
    proof: ProofAnswer
    status: StatusAnswer
    dates: DatesAnswer
    members: tuple[Report, ...] = ()
    left_out: int = 0
    """Members beyond MOST_MEMBERS, or for which there was no time, which were not looked at."""
    keys: Source = Source.NONE
    """Where the issuer's keys come from: a proof says no more about who signed than they do."""

    @property
    def is_held(self) -> bool:
        """Whether it counts: a proof that covers all of it, dates that are current, and a status that is not against
        it. A status that cannot be found out is against it; none at all is not: the issuer takes nothing back.
        A learner record counts as a whole only where everything in it does.
        """
        return self.stands_itself and not self.left_out and all(each.is_held for each in self.members)

    @property
    def stands_itself(self) -> bool:
        """Whether it counts apart from what is in it."""
        return (
            self.kind in {Kind.BADGE, Kind.RECORD}
            and self.proof.proof == Proof.HOLDS
            and self.dates.dates == Dates.CURRENT
            and self.status.status in {Status.GOOD, Status.NONE}
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Addresses of documents that would answer more."""
        own = (self.proof.missing, *self.status.missing) if self.proof.missing else self.status.missing
        return tuple(dict.fromkeys((*own, *(each for member in self.members for each in member.missing))))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a file is checked with."""

    resolver: Resolver
    now: datetime
    until: float
    """The moment of `monotonic` after which no further part is looked at."""


def verify(content: bytes | str, resolver: Resolver, now: datetime) -> Report:
    """Check what somebody gives, with the documents that the resolver holds; BadgeError where it is no credential."""
    text, asked = badge_text(content), _Asked(resolver, now, monotonic() + MOST_SECONDS)
    return _of_token(text, asked) if is_jwt(text) else _of_document(json_object(text, "This"), asked)


def _of_token(token: str, asked: _Asked, depth: int = 0) -> Report:
    """Check a token: its signature covers all of it, also what a learner record holds."""
    credential = credential_of(claims_of(token))
    members = (
        _given(credential.get("credentialSubject"))
        if kind_of(credential) == Kind.RECORD and depth == 0
        else []
    )
    return _checked(
        credential,
        check_jwt(token, issuer_of(credential), asked.resolver),
        dates_of_jwt(token, credential, asked.now),
        asked,
        members,
    )


def issuer_of(credential: dict[str, Any]) -> str:
    """Return the issuer's id, empty where none is named."""
    named = credential.get("issuer")
    found = named.get("id") if isinstance(named, dict) else named
    return found if isinstance(found, str) else ""


def _of_document(document: dict[str, Any], asked: _Asked, depth: int = 0) -> Report:
    if is_older(document):
        raise BadgeError(
            "This is an Open Badge of version 1 or 2, which is checked at its issuer.",
            "Ask for it as version 3.0.",
        )
    kind = kind_of(document)
    if kind == Kind.OTHER and depth == 0:
        raise BadgeError(
            "This is JSON, but no badge and no learner record.",
            "Give the credential itself: the file that names its issuer and its proof.",
        )
    if kind == Kind.ENVELOPE:
        return _envelope(document, asked)
    members, shown = _members(document) if kind == Kind.RECORD and depth == 0 else ([], document)
    proof = check_proof(document, issuer_of(document), asked.resolver, shown=shown)
    return _checked(document, proof, dates_of(document, asked.now), asked, members)


def _checked(
    credential: dict[str, Any],
    proof: ProofAnswer,
    dates: DatesAnswer,
    asked: _Asked,
    members: list[Any],
) -> Report:
    issuer, found = issuer_of(credential), _looked_at(members, asked)
    return Report(
        kind_of(credential),
        subject_of(credential),
        proof,
        status_of(credential, issuer, asked.resolver, asked.now),
        dates,
        found,
        len(members) - len(found),
        asked.resolver.source_of(issuer) if proof.proof == Proof.HOLDS else Source.NONE,
    )


def kind_of(document: dict[str, Any]) -> Kind:
    """Return what a document says it is."""
    named = document.get("type")
    found = named if isinstance(named, list) else [named]
    return next((kind for name, kind in _TYPES.items() if name in found), Kind.OTHER)


def _members(record: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return a learner record's credentials, and the record without them: each has a proof of its own."""
    subject = record.get("credentialSubject")
    if not isinstance(subject, dict):
        return [], record
    if _is_described(record.get("id"), subject):  # what the record says of itself could stand there, unread
        return [], record
    rest = {key: part for key, part in subject.items() if key != "verifiableCredential"}
    return _given(subject), {**record, "credentialSubject": rest}


def _given(subject: Any) -> list[Any]:
    """Return the credentials that stand in a record or an envelope."""
    given = subject.get("verifiableCredential", []) if isinstance(subject, dict) else []
    return given if isinstance(given, list) else [given]


def _is_described(name: Any, part: Any) -> bool:
    """Say whether a part of a record says anything about the record itself."""
    if isinstance(part, list):
        return any(_is_described(name, each) for each in part)
    if not isinstance(part, dict):
        return False
    return (part.get("id") == name and len(part) > 1) or any(
        _is_described(name, each) for each in part.values()
    )


def _looked_at(members: list[Any], asked: _Asked) -> tuple[Report, ...]:
    """Check the parts of a record or an envelope one after the other, as many as there is time for."""
    found: list[Report] = []
    for each in members[:MOST_MEMBERS]:
        if monotonic() > asked.until:
            break
        found.append(_of_member(each, asked))
    return tuple(found)


def _of_member(member: Any, asked: _Asked) -> Report:
    if isinstance(member, dict):
        return _of_document(member, asked, depth=1)
    if isinstance(member, str) and is_jwt(member):
        return _of_token(member, asked, depth=1)
    unread = ProofAnswer(Proof.UNREADABLE, "A part of it is neither JSON nor a JWT.")
    return Report(Kind.OTHER, Subject(), unread, StatusAnswer(Status.UNKNOWN), DatesAnswer(Dates.UNREADABLE))


def _envelope(document: dict[str, Any], asked: _Asked) -> Report:
    members = _given(document)
    found = _looked_at(members, asked)
    unasked = ProofAnswer(Proof.UNREADABLE, "An envelope proves nothing itself: look at what is in it.")
    return Report(
        Kind.ENVELOPE,
        Subject(),
        unasked,
        StatusAnswer(Status.NONE),
        DatesAnswer(Dates.CURRENT),
        found,
        len(members) - len(found),
    )
