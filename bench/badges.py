"""Badges: signed and verified by two implementations, one in JavaScript, both ways; every altered byte is refused.

The JavaScript peer is installed with npm into a temporary folder, pinned in `_badges/package.json`; it serves this
bench alone. GAINFUL_BENCH_BADGES says how many badges (100), GAINFUL_BENCH_BYTES how many altered bytes at most (all).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import Row, SkipBench
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.keys import SigningKey, did_document, did_web
from gainful.exchange.badges.resolving import Resolver
from gainful.exchange.badges.statuses import signed_list
from gainful.exchange.badges.verifying import verify
from gainful.exchange.badges.writing import Badge, StatusPlace, onet_alignment, signed_badge

PEER = Path(__file__).parent / "_badges"
BADGES = int(os.environ.get("GAINFUL_BENCH_BADGES", "100"))
BYTES = int(os.environ.get("GAINFUL_BENCH_BYTES", "0"))
NOW = datetime.now(UTC).replace(microsecond=0)
BASE = "https://college.example/issuers/7/"
KEY = SigningKey(b"\2" * 32, f"{did_web(BASE)}#key-1")
LISTS = tuple((purpose, f"{BASE}status/1/{purpose}.json") for purpose in ("revocation", "suspension"))
NAMES = (
    "Ana Sílva",
    "Nguyễn Thị Hà",
    "Łukasz Żak",
    "O'Brien, Séan",
    'Bo "Bee" Marrow',
    "李小龍",
    "Zoë\\Smith",
)
DID_CONTEXT = {
    "@context": {
        "@protected": True,
        "id": "@id",
        "type": "@type",
        "assertionMethod": {
            "@id": "https://w3id.org/security#assertionMethod",
            "@type": "@id",
            "@container": "@set",
        },
        "verificationMethod": {"@id": "https://w3id.org/security#verificationMethod", "@type": "@id"},
        "controller": {"@id": "https://w3id.org/security#controller", "@type": "@id"},
    }
}
"""What a document of keys is read with: no badge is signed under it."""


def badge(number: int) -> Badge:
    """One of the badges: names of several alphabets, with and without a last day, one to three occupations."""
    codes = (("51-4041.00", "Machinists"), ("31-1131.00", "Nursing Assistants"), ("15-1232.00", "Support"))
    return Badge(
        number=f"urn:uuid:5f6d0e4e-9c0a-4d5b-8f5e-{number:012x}", issuer_name="Lakes College & Co.", issuer_url="",
        recipient=NAMES[number % len(NAMES)], achievement="urn:uuid:2c7a7a54-0a4f-4a4e-9d3c-6a1e0a5b7c8d",
        name=f"CNC operator {number}", description="Sets up and runs mills.\nReads drawings – metric too.",
        criteria="Completed 320 hours.", valid_from=NOW - timedelta(days=number),
        valid_until=NOW + timedelta(days=400) if number % 3 else None,
        alignments=tuple(onet_alignment(*each) for each in codes[: 1 + number % 3]), status=StatusPlace(LISTS, number),
    )  # fmt: skip


class Peer:
    """The JavaScript implementation, asked job by job."""

    def __init__(self, folder: Path) -> None:
        for name in ("package.json", "peer.mjs"):
            shutil.copy(PEER / name, folder / name)
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--silent"],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise SkipBench("npm cannot install the JavaScript peer here")
        from openbadgeslib.ob3.contexts import bundled_contexts

        others = {key: each for key, each in bundled_contexts().items() if "w3id.org" in key}
        (folder / "others.json").write_text(
            json.dumps({**others, "https://www.w3.org/ns/did/v1": DID_CONTEXT})
        )
        self.folder = folder

    def ask(self, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return an answer for each job."""
        given = "\n".join(json.dumps(job) for job in jobs)
        done = subprocess.run(
            ["node", "peer.mjs", "others.json"],
            input=given,
            text=True,
            capture_output=True,
            cwd=self.folder,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]


def _documents(revoked: list[int]) -> dict[str, dict[str, Any]]:
    found = [did_document(KEY.did, [("key-1", KEY.public)])]
    found += [
        signed_list(address, purpose, revoked if purpose == "revocation" else [], KEY, NOW)
        for purpose, address in LISTS
    ]
    return {each["id"]: each for each in found}


def _resolver(documents: dict[str, dict[str, Any]]) -> Resolver:
    return Resolver([json.dumps(each).encode() for each in documents.values()])


def run() -> Iterator[Row]:
    """Sign and verify both ways, revoke half, alter bytes."""
    revoked = list(range(0, BADGES, 2))
    documents = _documents(revoked)
    resolver = _resolver(documents)
    start = time.perf_counter()
    ours = [signed_badge(badge(number), KEY) for number in range(BADGES)]
    signing = (time.perf_counter() - start) / BADGES
    start = time.perf_counter()
    found = [verify(json.dumps(each), resolver, NOW) for each in ours]
    checking = (time.perf_counter() - start) / BADGES
    right = sum(
        (each.proof.proof, each.status.status) == ("holds", "revoked" if number % 2 == 0 else "good")
        for number, each in enumerate(found)
    )
    yield Row("badges signed and verified here, half of them revoked", right, BADGES)
    yield Row("seconds a badge: signed / verified", signing, note=f"verified {checking:.3f} s")
    yield from _both_ways(ours, documents)
    yield _second_reader(ours)
    yield _altered(ours[1], _resolver(_documents([])))


def _both_ways(ours: list[dict[str, Any]], documents: dict[str, dict[str, Any]]) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        peer = Peer(Path(folder))
        answers = peer.ask([{"do": "verify", "badge": each, "documents": documents} for each in ours])
        right = sum(
            each["verified"] and each["revoked"] is (number % 2 == 0) for number, each in enumerate(answers)
        )
        yield Row("ours, verified by @digitalbazaar/vc, status read", right, BADGES)
        bare = [{key: part for key, part in each.items() if key != "proof"} for each in ours]
        jobs = [
            {"do": "sign", "badge": {**each, "verificationMethod": KEY.name}, "seed": KEY.seed.hex()}
            for each in bare
        ]
        theirs = [each["signed"] for each in peer.ask(jobs)]
        resolver = _resolver(documents)
        held = [verify(json.dumps(each), resolver, NOW).proof.proof == "holds" for each in theirs]
        yield Row("signed by @digitalbazaar/vc, verified here", sum(held), BADGES)


def _second_reader(ours: list[dict[str, Any]]) -> Row:
    from openbadgeslib.keys import public_jwk_from_pem
    from openbadgeslib.ob3.contexts import bundled_contexts
    from openbadgeslib.ob3.did import resolve_did
    from openvc.proof.data_integrity import DataIntegrityProofSuite

    jwk = public_jwk_from_pem(resolve_did(f"did:key:{KEY.public}"))
    held = 0
    for each in ours:
        DataIntegrityProofSuite().verify(each, public_key_jwk=jwk, extra_contexts=bundled_contexts())
        held += 1
    return Row("ours, verified by openvc-core", held, BADGES)


def _altered(document: dict[str, Any], resolver: Resolver) -> Row:
    """Alter each byte of the signed text in turn, to its neighbour and to another sign of the same kind."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    tried = passed = 0
    for place in range(0, len(text), max(1, 2 * len(text) // BYTES) if BYTES else 1):
        for other in {text[place] ^ 1, text[place] ^ 32}:
            altered = text[:place] + bytes([other]) + text[place + 1 :]
            tried += 1
            try:
                passed += verify(altered, resolver, NOW).is_held
            except (BadgeError, ValueError):
                continue
    return Row("altered bytes that still count", passed, 0, note=f"of {tried:,} tried", lower_is_better=True)
