"""Certificates are written so that other libraries read them; pinned contexts are those that were tested."""

from __future__ import annotations

import zlib
from datetime import timedelta

import pytest

from gainful.exchange.badges import contexts
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.keys import SigningKey, did_key, did_web, document_address, public_of
from gainful.exchange.badges.paper import Paper, badge_png, certificate_pdf, code_svg
from gainful.exchange.badges.proofs import sign
from gainful.exchange.badges.reading import badge_text
from gainful.exchange.badges.verifying import verify
from gainful.exchange.badges.writing import ctdl_alignment, esco_alignment, text_of
from tests.exchange.badges.badges import KEY, LISTS, NOW, PLACE, keys, lists, resolver, signed

GOOD = signed()


def test_another_library_verifies_the_badge_and_the_lists():
    from openbadgeslib.ob3.contexts import bundled_contexts
    from openvc.proof.data_integrity import DataIntegrityProofSuite

    suite = DataIntegrityProofSuite()
    given = {"public_key_jwk": _jwk(KEY), "extra_contexts": bundled_contexts(), "now": NOW}
    for document in (GOOD, *lists([PLACE])):
        suite.verify(document, **given)
    with pytest.raises(Exception, match=r"(?i)signature|proof"):
        suite.verify({**GOOD, "name": "Surgeon"}, **given)


def _jwk(key):
    import base64

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    raw = load_pem_private_key(key.pem, None).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(raw).rstrip(b"=").decode()}


def test_the_library_that_reads_multikeys_finds_the_same_key():
    """RFC 8032, test 1: the seed and its public half."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    from openbadgeslib.ob3.did import _b58btc_decode

    assert _b58btc_decode(public_of(seed)[1:]) == b"\xed\x01" + public


@pytest.mark.parametrize(
    ("address", "did", "document"),
    [
        ("https://a.example/x/y/", "did:web:a.example:x:y", "https://a.example/x/y/did.json"),
        ("https://a.example", "did:web:a.example", "https://a.example/.well-known/did.json"),
        ("http://localhost:8000/x", "did:web:localhost%3A8000:x", "https://localhost:8000/x/did.json"),
    ],
)
def test_an_address_and_its_did_lead_to_each_other(address, did, document):
    assert did_web(address) == did
    assert document_address(did) == document


def test_what_is_no_address_or_key_is_refused():
    for wrong in ("college", "https://user:secret@a.example/"):
        with pytest.raises(BadgeError, match="no web address"):
            did_web(wrong)
    with pytest.raises(BadgeError, match="no did:web"):
        document_address("did:key:z6")
    with pytest.raises(BadgeError, match="32 bytes"):
        public_of(b"short")
    assert "seed" not in repr(SigningKey(b"\1" * 32, "x"))


def test_nothing_is_signed_that_the_proof_would_not_cover():
    document = {key: part for key, part in GOOD.items() if key != "proof"}
    with pytest.raises(BadgeError, match=r"No context defines /nickname"):
        sign({**document, "nickname": "Annie"}, KEY)
    with pytest.raises(BadgeError, match=r"No context defines /jti"):
        sign({**document, "jti": "x"}, KEY)
    with pytest.raises(BadgeError, match="cannot be signed"):
        sign(GOOD, KEY)


def test_a_badge_that_ends_before_it_begins_or_has_no_time_zone_is_refused():
    with pytest.raises(BadgeError, match="ends after it begins"):
        signed(valid_until=NOW - timedelta(days=2))
    with pytest.raises(BadgeError, match="time zone"):
        signed(valid_from=NOW.replace(tzinfo=None))


def test_a_context_with_another_text_is_not_used(monkeypatch):
    contexts.pinned.cache_clear()
    monkeypatch.setitem(contexts.SHA256, "credentials-v2.json", "0" * 64)
    with pytest.raises(BadgeError, match=r"credentials-v2.json is not the text"):
        contexts.pinned()
    monkeypatch.undo()
    assert len(contexts.pinned()) == 8


def test_every_alignment_names_framework_code_and_address():
    esco, ctdl = esco_alignment("u", "Milling operator"), ctdl_alignment("ce-1", "CNC")
    assert esco.to_json()["targetUrl"] == "http://data.europa.eu/esco/occupation/u"
    assert ctdl.to_json() == {
        "type": ["Alignment"], "targetName": "CNC", "targetFramework": "CTDL", "targetCode": "ce-1",
        "targetUrl": "https://credentialengineregistry.org/resources/ce-1",
    }  # fmt: skip
    assert (
        signed(alignments=(esco, ctdl))["credentialSubject"]["achievement"]["alignment"][0]["targetFramework"]
        == "ESCO"
    )


def test_picture_and_paper_carry_the_badge():
    text = text_of(GOOD)
    picture = badge_png(
        title="CNC operator", issuer="Lakes College", name="Ana Sílva", day="1 May 2026", badge=text
    )
    paper = Paper(
        "CNC operator", "Lakes College", "Given to", "Ана Силва", "320 hours", ("Given on 1 May",), "Check:",
        "https://college.example/x", "Code", "The badge",
    )  # fmt: skip
    made = certificate_pdf(paper, text)
    assert picture.count(b"openbadgecredential\0") == 1
    for content in (picture, made):
        report = verify(content, resolver(keys(), *lists()), NOW)
        assert report.is_held
        assert report.subject.recipient == "Ana Sílva"


def test_a_picture_of_another_maker_is_read_compressed_too():
    import struct
    import zlib

    picture = badge_png(title="x", issuer="x", name="x", day="x", badge="{}")
    body = b"openbadgecredential\0\1\0en\0\0" + zlib.compress(text_of(GOOD).encode())
    chunk = struct.pack("!I", len(body)) + b"iTXt" + body + struct.pack("!I", zlib.crc32(b"iTXt" + body))
    start = picture.index(b"iTXt") - 4
    assert verify(picture[:start] + chunk + picture[start:], resolver(keys(), *lists()), NOW).is_held


def test_the_code_of_a_paper_is_a_drawing_with_nothing_from_outside():
    drawn = code_svg("https://college.example/guest/link/abc/")
    assert drawn.count("<path") == 1
    assert "href" not in drawn
    assert did_key(b"\1" * 32).name.count("z6Mk") == 2
    assert [purpose for purpose, _ in LISTS] == ["revocation", "suspension"]


def pdf_with(stream: bytes) -> bytes:
    """A PDF that carries `certificate.json` with a deflated stream."""
    parts = (
        b"<< /Type /Catalog /Names << /EmbeddedFiles << /Names [(certificate.json) 2 0 R] >> >> >>",
        b"<< /Type /Filespec /EF << /F 3 0 R >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    made, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 4\n0000000000 65535 f \n" + table + tail


def test_an_attachment_is_unpacked_in_a_process_of_its_own_and_up_to_a_bound():
    """Anybody may send a PDF without an account: 60 kB of it can be 60 MB of memory."""
    text = text_of(signed())
    assert badge_text(pdf_with(zlib.compress(text.encode()))) == text.strip()
    with pytest.raises(BadgeError, match="This PDF holds no badge"):
        badge_text(pdf_with(zlib.compress(text.encode() + b" " * 60_000_000)))
