"""A certificate is issued, kept, checked by others, revoked, seen as revoked by another library, and issued anew."""

from __future__ import annotations

import json

import pytest
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.status import check_credential_status
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(600)]


def published(visitor, address: str) -> dict:
    """What anybody's program gets at an address that a certificate names, without an account."""
    path = "/guest/issuers/" + address.split("/guest/issuers/")[1]
    return visitor.context.request.get(visitor.address + path).json()


def others_say(visitor, document: dict) -> tuple[bool, bool]:
    """What openvc-core, which is none of our code, finds: that the issuer signed it, and whether it was revoked."""
    from openbadgeslib.ob3.contexts import bundled_contexts
    from openbadgeslib.ob3.did import resolve_verification_method

    from gainful.exchange.badges.keys import document_address

    name = document["proof"]["verificationMethod"]
    keys = published(visitor, document_address(name.split("#")[0]))
    pem = resolve_verification_method(name, download=lambda _address: json.dumps(keys).encode())
    DataIntegrityProofSuite().verify(document, public_key_jwk=_jwk(pem), extra_contexts=bundled_contexts())
    status = check_credential_status(
        document, resolve_status_list=lambda address: published(visitor, address)
    )
    return True, status.revoked


def _jwk(pem: bytes) -> dict:
    from openbadgeslib.keys import public_jwk_from_pem

    return public_jwk_from_pem(pem)


def downloaded(phone, label: str) -> bytes:
    with phone.page.expect_download() as found:
        phone.page.get_by_role("link", name=label).click()
    return found.value.path().read_bytes()


def checked_by(stranger, content: bytes) -> str:
    """The verdict of the public page about a file."""
    stranger.open("/guest/verify/")
    stranger.page.get_by_label("The file: JSON, PNG, SVG or PDF").set_input_files(
        {"name": "certificate.png", "mimeType": "image/png", "buffer": content}
    )
    stranger.button("Check it").click()
    return stranger.page.locator(".j-lead").first.inner_text()


def test_a_certificate_that_others_check_without_asking(visitor):
    phone, manager, stranger = visitor(width=360), visitor(), visitor()
    phone.sign_in("participant")
    phone.open("/participant/certificates/")
    assert looked_at(phone.page) == []
    phone.link("Safety and lifting for care work").click()
    assert looked_at(phone.page) == []
    picture = downloaded(phone, "Keep it as a picture (PNG)")
    document = json.loads(downloaded(phone, "Keep it as a file (JSON), for a wallet"))
    Keyboard(phone.page).press(phone.button("Make a link"))
    link = phone.page.locator(".j-address a").get_attribute("href")
    certificate = phone.path().split("/")[3]

    assert others_say(stranger, document) == (True, False)
    assert checked_by(stranger, picture).startswith("This counts")
    assert looked_at(stranger.page) == []

    mouse = Mouse()
    manager.sign_in("program_manager")
    manager.open(f"/program/certificates/{certificate}/")
    assert looked_at(manager.page) == []
    mouse.write(manager.field("Why, for its holder"), "The practical part was not taken.")
    mouse.press(manager.button("Revoke"))
    expect(manager.page.get_by_text("Whoever checks it sees that it does not count.")).to_be_visible()

    assert others_say(stranger, document) == (True, True), "the proof still holds: two answers"
    assert checked_by(stranger, picture) == "This does not count: its issuer revoked it."
    stranger.open("/guest/link/" + link.split("/guest/link/")[1])
    expect(stranger.page.get_by_text("This does not count: its issuer revoked it.")).to_be_visible()
    assert looked_at(stranger.page) == []

    mouse.write(manager.field("Why"), "It was taken after all.")
    mouse.press(manager.button("Issue anew"))
    expect(manager.page.get_by_text("Issued anew. The old one is revoked.")).to_be_visible()
    phone.open("/participant/certificates/")
    phone.link("Safety and lifting for care work").first.click()
    again = json.loads(downloaded(phone, "Keep it as a file (JSON), for a wallet"))
    assert again["id"] != document["id"]
    assert others_say(stranger, again) == (True, False)
    assert others_say(stranger, document) == (True, True)
