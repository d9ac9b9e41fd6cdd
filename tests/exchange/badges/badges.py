"""Badges for the tests of exchange: an issuer with two keys, its lists, a badge of every kind."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from gainful.exchange.badges.keys import SigningKey, did_document, did_web
from gainful.exchange.badges.resolving import Resolver
from gainful.exchange.badges.statuses import signed_list
from gainful.exchange.badges.writing import Badge, StatusPlace, onet_alignment, signed_badge

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
DID = did_web("https://college.example/issuers/7/")
OLD, KEY = SigningKey(b"\1" * 32, f"{DID}#key-1"), SigningKey(b"\2" * 32, f"{DID}#key-2")
LISTS = tuple(
    (purpose, f"https://college.example/issuers/7/status/1/{purpose}.json")
    for purpose in ("revocation", "suspension")
)
PLACE = 4711


def badge(**changed):
    """Return what a badge says."""
    usual = {
        "number": "urn:uuid:5f6d0e4e-9c0a-4d5b-8f5e-0b7d6a1c2e3f", "issuer_name": "Lakes College", "issuer_url": "",
        "recipient": "Ana Sílva", "achievement": "urn:uuid:2c7a7a54-0a4f-4a4e-9d3c-6a1e0a5b7c8d",
        "name": "CNC operator", "description": "Sets up and runs mills.", "criteria": "Completed 320 hours.",
        "valid_from": NOW - timedelta(days=1),
        "alignments": (onet_alignment("51-4041.00", "Machinists"),), "status": StatusPlace(LISTS, PLACE),
    }  # fmt: skip
    return Badge(**{**usual, **changed})


def signed(key=KEY, **changed):
    """Return a signed badge."""
    return signed_badge(badge(**changed), key)


def as_bytes(document):
    """Return a document as the bytes that somebody sends."""
    return json.dumps(document, ensure_ascii=False).encode()


def keys(*published):
    """Return the issuer's document with these keys, both without any."""
    return did_document(DID, [(each.name.split("#")[1], each.public) for each in published or (KEY, OLD)])


def lists(revoked=(), suspended=(), key=KEY, at=NOW):
    """Return both lists with these places set."""
    return [
        signed_list(address, purpose, marked, key, at)
        for (purpose, address), marked in zip(LISTS, (revoked, suspended), strict=True)
    ]


def resolver(*documents):
    """Return what is known: these documents, or the issuer's own where none is given."""
    return Resolver([as_bytes(each) for each in documents or (keys(), *lists())])
