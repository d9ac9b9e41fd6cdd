"""Certificates out of the database as badges, and badges into it: the room that knows both sides.

Nothing is fetched: keys and lists of this installation come from its database, those of others are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts import certificate_queries as queries
from gainful.domain.cohorts.actions.held_badges import CheckedBadge, keep_badge
from gainful.domain.cohorts.actions.proved_lines import proved_competency
from gainful.domain.cohorts.certificates import PURPOSES, Facts, issuer_address, seed_again, seed_of
from gainful.domain.cohorts.models import Certificate, HeldBadge
from gainful.domain.participants.models import Participant
from gainful.engine.occupations import load_reference
from gainful.exchange.badges import keys
from gainful.exchange.badges.paper import Paper, badge_png, certificate_pdf
from gainful.exchange.badges.resolving import Finder, MissingDocumentError, Resolver, Source
from gainful.exchange.badges.statuses import signed_list
from gainful.exchange.badges.verifying import Report, verify
from gainful.exchange.badges.writing import (
    Alignment,
    Badge,
    StatusPlace,
    ctdl_alignment,
    esco_alignment,
    onet_alignment,
    signed_badge,
    text_of,
)

FRESH = timedelta(hours=1)
"""A list that nobody changed is signed anew after this time: its copies count for a week."""
SURE = 0.9
"""From this confidence on (0-1, the crosswalk's own) an ESCO occupation stands beside the O*NET one."""
_PATH = re.compile(
    r"/guest/issuers/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:did\.json|status/(\d{1,5})/(revocation|suspension)\.json)$"
)


class BadgeSigner:
    """Signs certificates as Open Badges 3.0 (`domain.cohorts.certificates.Signer`)."""

    def did_at(self, address: str) -> str:
        """Return the did:web whose document stands below an address."""
        return keys.did_web(address)

    def public_key(self, seed: bytes) -> str:
        """Return the public half of a key as Multikey text."""
        return keys.public_of(seed)

    def sign(self, facts: Facts, seed: bytes, key_name: str) -> dict[str, Any]:
        """Return the signed credential."""
        badge = Badge(
            number=f"urn:uuid:{facts.number}",
            issuer_name=facts.organization,
            issuer_url="",
            recipient=facts.name,
            achievement=f"urn:uuid:{facts.achievement}",
            name=facts.title,
            description=facts.description,
            criteria=facts.criteria,
            valid_from=facts.issued_at,
            valid_until=facts.valid_until,
            alignments=tuple(_alignments(facts)),
            status=StatusPlace(facts.lists, facts.index),
        )
        return signed_badge(badge, keys.SigningKey(seed, key_name))


SIGNER = BadgeSigner()


def _alignments(facts: Facts) -> Iterable[Alignment]:
    reference = load_reference()
    for code in facts.occupations:
        try:
            title = reference.occupation(code).title
        except KeyError:
            continue
        yield onet_alignment(code, title)
        for match in reference.crosswalks.esco_of_onet(code)[:1]:
            if match.confidence >= SURE:
                yield esco_alignment(match.code, title)
    if facts.ctid:
        yield ctdl_alignment(facts.ctid, facts.title)


def certificate_text(certificate: Certificate) -> str:
    """Return a certificate as the file that its holder keeps."""
    return text_of(certificate.document)


def certificate_picture(certificate: Certificate) -> bytes:
    """Return a picture that carries the certificate."""
    return badge_png(
        title=certificate.title,
        issuer=certificate.organization.name,
        name=certificate.name,
        day=date_format(timezone.localdate(certificate.issued_at)),
        badge=certificate_text(certificate),
        lang=get_language() or "en",
    )


def certificate_paper(certificate: Certificate, address: str) -> bytes:
    """Return a certificate as PDF with a code that opens `address`; the badge is attached to it."""
    lines = [
        _("Given on %(day)s") % {"day": date_format(timezone.localdate(certificate.issued_at))},
        _("Number %(number)s") % {"number": certificate.pk},
    ]
    if certificate.valid_until:
        lines.insert(1, _("Valid until %(day)s") % {"day": date_format(certificate.valid_until)})
    told = certificate.document["credentialSubject"]["achievement"]
    paper = Paper(
        title=certificate.title,
        issuer=certificate.organization.name,
        given=_("This certificate was given to"),
        name=certificate.name,
        criteria=told["criteria"]["narrative"],
        lines=tuple(lines),
        check=_("Whether it counts today is told here:"),
        address=address,
        code=_("A code that opens the page of this certificate"),
        attached=_("The certificate as a file that can be checked without a network"),
        lang=get_language() or "en",
    )
    return certificate_pdf(paper, certificate_text(certificate))


def keys_document(organization_id: UUID) -> dict[str, Any] | None:
    """Return what an agency publishes of its keys, None where it never issued a certificate."""
    found = queries.keys_of(organization_id)
    if not found:
        return None
    did = found[0].did
    shown = [(str(key), key.public) for key in found if key.did == did and key.withdrawn_at is None]
    return keys.did_document(did, shown)


def published_list(organization_id: UUID, number: int, purpose: str, now: datetime) -> str | None:
    """Return a status list as it is published now, signed with the agency's key; None where there is none.

    Made anew when a certificate's status changed, and every hour.
    """
    listed = queries.status_list(organization_id, number)
    key = next((each for each in queries.keys_of(organization_id) if each.retired_at is None), None)
    if listed is None or key is None or purpose not in PURPOSES:
        return None
    hour = int(now.timestamp() // FRESH.total_seconds())
    address = f"{issuer_address(organization_id)}status/{number}/{purpose}.json"
    return _signed(_Wanted(listed.pk, listed.version, purpose, address, key.pk, key.name, key.public, hour))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A list as it is published: another version, key or hour makes another one."""

    list_id: UUID
    version: int
    purpose: str
    address: str
    key_id: UUID
    key_name: str
    public: str
    hour: int


@lru_cache(maxsize=256)
def _signed(wanted: _Wanted) -> str:
    marked = queries.marked_places(wanted.list_id, wanted.purpose)
    seed = seed_again(wanted.key_id, wanted.public, keys.public_of) or seed_of(wanted.key_id)
    key = keys.SigningKey(seed, wanted.key_name)
    return text_of(signed_list(wanted.address, wanted.purpose, marked, key, timezone.now()))


def _published_here(address: str) -> bytes | None:
    """Return what this installation publishes at an address, None where the address is another's.

    MissingDocumentError where it publishes nothing there: then nobody else speaks for the address.
    """
    asked, own = urlsplit(address), urlsplit(settings.ISSUER_ADDRESS)
    if asked.netloc.casefold() != own.netloc.casefold():
        return None
    text, found = None, _PATH.search(asked.path)
    if found is not None and found[2] is None:
        document = keys_document(UUID(found[1]))
        text = text_of(document) if document else None
    elif found is not None:
        text = published_list(UUID(found[1]), int(found[2]), found[3], timezone.now())
    if text is None:
        raise MissingDocumentError(address)
    return text.encode()


def check(content: bytes | str, given: Iterable[bytes] = ()) -> Report:
    """Check a badge with the documents given and what this installation publishes; BadgeError."""
    return verify(content, Resolver(given, own=_published_here), timezone.now())


def bring_badge(
    actor: Actor, person: Participant, content: bytes | str, given: Iterable[bytes] = ()
) -> tuple[HeldBadge, Report]:
    """Check a badge that a person brings and keep it; it enters the profile only where it counts and names them.

    Keys that came with the badge make nothing count: whoever writes a badge can write them too, and a list of what
    was taken back. `look_again` takes them from the issuer.
    """
    from gainful.exchange.badges.reading import badge_text

    report = check(content, given)
    return keep_badge(actor, person, _as_found(person, badge_text(content), report)), report


def look_again(actor: Actor, row: HeldBadge, more: Finder) -> Report | None:
    """Check a kept badge again with what `more` takes from its issuer; None, nothing changed, where that is nothing.

    A badge that was taken back since leaves the profile, one whose keys came with it enters it.
    """
    report = verify(row.text, Resolver(more=more, own=_published_here), timezone.now())
    if report.missing:
        return None
    keep_badge(actor, row.participant, _as_found(row.participant, row.text, report))
    return report


def _as_found(person: Participant, text: str, report: Report) -> CheckedBadge:
    """Return a badge as it is kept: what was found, whether it names the person and counts for them."""
    addresses = tuple(each for each in (person.email, person.user.email if person.user else "") if each)
    named = report.subject.names(person.name, addresses)
    subject, dates = report.subject, report.dates
    return CheckedBadge(
        text=text,
        name=subject.name or _("A badge without a name"),
        issuer=_issuer_words(report),
        issuer_id=subject.issuer_id,
        counts=report.is_held and named is True and report.keys != Source.GIVEN,
        number=subject.number,
        competency_id=proved_competency(subject.name, subject.achievement or subject.number),
        answers={
            "kind": report.kind, "proof": report.proof.proof, "status": report.status.status, "dates": dates.dates,
            "named": {True: "yes", False: "no", None: "nobody"}[named], "as_of": report.status.as_of,
            "keys": report.keys, "members": "some" if report.stands_itself and not report.is_held else "all",
        },
        earned_on=timezone.localdate(dates.valid_from) if dates.valid_from else None,
        expires_on=timezone.localdate(dates.valid_until) if dates.valid_until else None,
    )  # fmt: skip


def _issuer_words(report: Report) -> str:
    """Return who issued it, as it stands in a profile; where the issuer is a bare key that name is only claimed."""
    named = report.subject.issuer_name or report.subject.issuer_id
    if report.keys != Source.ITSELF:
        return named
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # whoever reads the profile reads it, not whoever brought it
        return _("%(name)s, by its own word") % {"name": named[:150]}
