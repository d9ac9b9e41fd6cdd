"""Enrolled, three weeks of classes with an absence alert, a skill gain, a certificate that others check, issued anew.

The marks are made on a phone that loses its connection; whoever checks the certificate runs none of our code.
"""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.status import check_credential_status
from playwright.sync_api import expect

from tests.journeys.browser import HEIGHT, looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.others import PASSWORD, ask_others

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1800)]
PHONE, OMAR = 360, "Omar Field"
MATE, ZONE, TITLE = "Omar Mate", "America/Chicago", "Care at the bedside"
WEEKLY, TODAY = "Moving a resident", "Feeding and drinking"


def look(someone) -> None:
    """Look at the page at both widths, and go back to the phone."""
    assert looked_at(someone.page) == []
    someone.page.set_viewport_size({"width": PHONE, "height": HEIGHT})


def plan_classes(manager, cohort: str) -> None:
    """Plan two classes a week since the first day, and one that began an hour ago, with keys only."""
    keys, begins = (
        Keyboard(manager.page),
        timezone.now().astimezone(ZoneInfo(ZONE)) - timedelta(hours=1),
    )
    first = begins.date() - timedelta(days=21)
    for title, day in ((WEEKLY, first), (TODAY, begins.date())):
        manager.open(f"/program/cohorts/{cohort}/classes/new/")
        assert looked_at(manager.page) == []
        keys.write(manager.field("What it is about"), title)
        manager.field("Day").fill(f"{day:%Y-%m-%d}")
        manager.field("Begins at").fill("00:05" if title == WEEKLY else f"{begins:%H:%M}")
        keys.choose(manager.field("Time zone (optional)"), ZONE)
        if title == WEEKLY:
            for each in (first, first + timedelta(days=3)):
                keys.tick(manager.field(f"{each:%A}"))
            manager.page.get_by_label("Until").fill(f"{begins.date() - timedelta(days=1):%Y-%m-%d}")
        keys.press(manager.button("Save"))
        planned = "6 classes are planned." if title == WEEKLY else "1 class is planned."
        expect(manager.page.get_by_text(planned)).to_be_visible()
    assert looked_at(manager.page) == []


def mark(someone, name: str, word: str) -> None:
    """Tap one answer beside a name."""
    someone.page.get_by_role("group", name=name).get_by_label(word, exact=True).check()


def take_attendance(teacher, cohort: str) -> None:
    """Mark three weeks on a phone: he misses the last three classes, and the connection is lost in the last."""
    thumb, state = Mouse(), teacher.page.locator("[data-taps-state]")
    thumb.press(teacher.link(f"Class of {OMAR}"))
    thumb.press(teacher.link("Classes and attendance"))
    teacher.page.wait_for_url("**/classes/")
    look(teacher)
    teacher.open(f"{teacher.path()}?which=past")
    rows = teacher.page.get_by_role("link", name=WEEKLY)
    weeks = [each.get_attribute("href") for each in rows.all()]
    assert len(weeks) == 6
    for number, week in enumerate(reversed(weeks)):  # the newest stand first
        teacher.open(week)
        mark(teacher, OMAR, "Absent" if number >= 4 else "There")
        expect(state).to_have_text("Everything is saved.")
        thumb.press(teacher.button("Everybody else is here"))
        expect(teacher.page.locator("[data-unmarked]")).to_have_text("0")
        thumb.press(teacher.button("Close the class and book the hours"))
        expect(teacher.page.get_by_text("the hours are in the books")).to_be_visible()
    teacher.open(f"/instructor/cohorts/{cohort}/classes/")
    thumb.press(teacher.link(TODAY))
    teacher.page.wait_for_url("**/instructor/classes/*/")
    look(teacher)
    teacher.context.set_offline(True)
    mark(teacher, MATE, "Late")
    mark(teacher, OMAR, "Absent")
    expect(state).to_contain_text("2 not saved yet")
    teacher.context.set_offline(False)
    expect(state).to_have_text("Everything is saved.", timeout=20_000)
    teacher.page.reload()
    for name, word in ((MATE, "Late"), (OMAR, "Absent")):
        expect(teacher.page.get_by_role("group", name=name).get_by_label(word, exact=True)).to_be_checked()
    thumb.press(teacher.button("Close the class and book the hours"))
    expect(teacher.page.get_by_text("the hours are in the books")).to_be_visible()


def hear_and_record_a_gain(coach, person: str) -> None:
    """Let the coach who looks after him be told; two tests later a gain is measured."""
    mouse, page = Mouse(), coach.page
    coach.open(f"/coach/people/{person}/support/")
    mouse.press(coach.button("I look after them"))
    expect(page.get_by_text("You look after them now. They see your name.").first).to_be_visible()
    coach.open("/coach/today/")
    card = page.locator("section.g-card", has=page.get_by_role("heading", name=OMAR, exact=True))
    expect(card.get_by_text("They missed several classes in a row, and nobody has spoken")).to_be_visible()
    expect(card.get_by_text(f"3 · Class of {OMAR}")).to_be_visible()
    assert looked_at(page) == []
    coach.open("/program/cohorts/")
    for link in (f"Class of {OMAR}", "Hours", OMAR):
        mouse.press(coach.link(link))
    page.wait_for_url("**/classmates/*/")
    today = timezone.localdate()
    for day, score in ((today - timedelta(days=20), "52"), (today, "81")):
        mouse.press(page.locator("summary", has_text="Record an assessment"))
        page.locator("#id_result-instrument").fill("Care skills test")
        page.locator("#id_result-taken_on").fill(f"{day:%Y-%m-%d}")
        page.locator("#id_result-score").fill(score)
        page.locator("#id_result-passes_at").fill("75")
        mouse.press(coach.button("Record an assessment"))
        expect(page.get_by_text(score).first).to_be_visible()
    mouse.press(page.locator("summary", has_text="Record a skill gain"))
    page.locator("#id_gain-kind").select_option("progress")
    page.locator("#id_gain-achieved_on").fill(f"{today:%Y-%m-%d}")
    page.locator("#id_gain-evidence").fill("Care skills test: 52, then 81 of 100")
    page.locator("#id_gain-result").select_option(label="Care skills test: 81 (0–100)")
    mouse.press(coach.button("Record a skill gain"))
    expect(page.get_by_text("Care skills test: 52, then 81 of 100").first).to_be_visible()
    assert looked_at(page) == []


def complete_and_issue(manager, cohort: str) -> str:
    """Say that he completed the training, sign his certificate; returns its address."""
    keys = Keyboard(manager.page)
    manager.open(f"/program/cohorts/{cohort}/people/")
    keys.press(manager.button(f"Completed {OMAR}"))
    expect(manager.page.get_by_role("row", name=OMAR).get_by_text("Completed").first).to_be_visible()
    manager.open(f"/program/cohorts/{cohort}/certificates/")
    expect(
        manager.page.get_by_text("1 person completed the training and has no certificate.")
    ).to_be_visible()
    assert looked_at(manager.page) == []
    keys.write(manager.page.locator("#id_title"), TITLE)
    keys.press(manager.button("Sign and issue"))
    expect(manager.page.get_by_text("1 certificate was issued.")).to_be_visible()
    keys.press(manager.page.get_by_role("table", name="Certificates").get_by_role("link", name=OMAR))
    manager.page.wait_for_url("**/program/certificates/*/")
    assert looked_at(manager.page) == []
    return manager.path()


def published(visitor, address: str) -> dict:
    """What anybody's program gets at an address that a certificate names, without an account."""
    path = "/guest/issuers/" + address.split("/guest/issuers/")[1]
    return visitor.context.request.get(visitor.address + path).json()


def others_say(visitor, document: dict) -> tuple[bool, bool]:
    """What openvc-core, which is none of our code, finds: that the issuer signed it, and whether it was revoked."""
    from openbadgeslib.keys import public_jwk_from_pem
    from openbadgeslib.ob3.contexts import bundled_contexts
    from openbadgeslib.ob3.did import resolve_verification_method

    from gainful.exchange.badges.keys import document_address

    name = document["proof"]["verificationMethod"]
    keys = published(visitor, document_address(name.split("#")[0]))
    pem = resolve_verification_method(name, download=lambda _address: json.dumps(keys).encode())
    jwk = public_jwk_from_pem(pem)
    DataIntegrityProofSuite().verify(document, public_key_jwk=jwk, extra_contexts=bundled_contexts())
    status = check_credential_status(
        document, resolve_status_list=lambda address: published(visitor, address)
    )
    return True, status.revoked


def downloaded(phone, label: str) -> bytes:
    """Keep what a link gives."""
    with phone.page.expect_download() as found:
        phone.page.get_by_role("link", name=label).click()
    return found.value.path().read_bytes()


def checked_by(stranger, content: bytes) -> str:
    """The verdict of the public page about a file."""
    stranger.open("/guest/verify/")
    stranger.page.get_by_label("The file: JSON, PNG, SVG or PDF").set_input_files(
        {"name": "certificate.png", "mimeType": "image/png", "buffer": content}
    )
    with stranger.page.expect_navigation():
        Keyboard(stranger.page).press(stranger.button("Check it"))
    return stranger.page.locator(".j-lead").first.inner_text()


def keep_it(phone) -> dict:
    """Open the certificate on the phone and keep it as a file; returns what the file says."""
    phone.open("/participant/certificates/")
    look(phone)
    Keyboard(phone.page).press(phone.link(TITLE).first)
    phone.page.wait_for_url("**/certificates/*-*/")
    look(phone)
    return json.loads(downloaded(phone, "Keep it as a file (JSON), for a wallet"))


def test_from_enrolled_to_a_certificate_issued_anew(visitor):
    at = ask_others("begin_class", OMAR)
    phone, manager, coach, stranger = visitor(width=PHONE), visitor(), visitor(), visitor()
    phone.sign_in_with(at["email"], PASSWORD)
    manager.sign_in("program_manager")
    coach.sign_in("coach")
    phone.open("/participant/training/")
    expect(phone.page.get_by_text("Enrolled").first).to_be_visible()
    look(phone)
    plan_classes(manager, at["cohort"])
    teacher = visitor(width=PHONE)
    teacher.sign_in("instructor")
    take_attendance(teacher, at["cohort"])
    hear_and_record_a_gain(coach, at["person"])
    phone.open("/participant/classes/")
    expect(phone.page.get_by_text(f"{TODAY}: Absent")).to_be_visible()
    look(phone)
    assert len(phone.page.content()) < 30_000

    certificate = complete_and_issue(manager, at["cohort"])
    document = keep_it(phone)
    picture = downloaded(phone, "Keep it as a picture (PNG)")
    Keyboard(phone.page).press(phone.button("Make a link"))
    link = phone.page.locator(".j-address a").get_attribute("href")
    assert document["credentialSubject"]["achievement"]["name"] == TITLE
    assert others_say(stranger, document) == (True, False)
    assert checked_by(stranger, picture).startswith("This counts")
    assert looked_at(stranger.page) == []

    keys = Keyboard(manager.page)
    keys.write(manager.field("Why, for its holder"), "The practical part was not taken.")
    keys.press(manager.button("Revoke"))
    expect(manager.page.get_by_text("Whoever checks it sees that it does not count.")).to_be_visible()
    assert others_say(stranger, document) == (True, True), "the proof still holds: two answers"
    assert checked_by(stranger, picture) == "This does not count: its issuer revoked it."
    stranger.open("/guest/link/" + link.split("/guest/link/")[1])
    expect(stranger.page.get_by_text("This does not count: its issuer revoked it.")).to_be_visible()
    assert looked_at(stranger.page) == []

    assert manager.path() == certificate
    keys.write(manager.field("Why"), "It was taken after all.")
    keys.press(manager.button("Issue anew"))
    expect(manager.page.get_by_text("Issued anew. The old one is revoked.")).to_be_visible()
    again = keep_it(phone)
    assert again["id"] != document["id"]
    assert others_say(stranger, again) == (True, False)
    assert others_say(stranger, document) == (True, True)
