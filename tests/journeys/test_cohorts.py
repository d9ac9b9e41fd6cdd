"""A cohort opens behind committed openings, is applied to from a phone, drawn, recomputed, and filled."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1200)]
SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "methods" / "scripts" / "recompute_draw.py"
VALUES = {"Union": "what the union wrote", "College": "what the college wrote"}
PEOPLE = ("Bo Marrow", "Cy Lund", "Di Okafor")


def start_cohort(manager, hands) -> str:
    """Start a cohort of one seat behind two openings; returns its address."""
    today = timezone.localdate()
    manager.open("/program/cohorts/new/")
    for label, value in (
        ("Name", "Spring care"), ("Seats", "1"), ("Apply until", today + timedelta(days=9)),
        ("First day of training", today + timedelta(days=30)), ("Last day of training", today + timedelta(days=60)),
        ("What one learns, in plain words (optional)", "You learn to care for people."),
        ("Whom to ask: name, phone, e-mail (optional)", "Mara Lund, 555-0100"),
    ):  # fmt: skip
        manager.page.get_by_label(label.removesuffix(" (optional)")).first.fill(str(value))
    manager.page.get_by_label("Program").first.select_option(index=1)
    hands.press(manager.button("Save"))
    expect(manager.page.get_by_role("heading", name="Spring care")).to_be_visible()
    hands.press(manager.button("Open it for applications"))
    expect(manager.page.get_by_text("0 committed openings stand behind this cohort").first).to_be_visible()
    boxes = manager.page.locator("input[name=openings]")
    assert boxes.count() >= 1, "the sample agency has committed openings"
    for place in sorted({0, boxes.count() - 1}):
        manager.page.locator(f"label[for='{boxes.nth(place).get_attribute('id')}']").click()
    hands.press(manager.button("Put them behind it"))
    hands.press(manager.button("Open it for applications"))
    expect(manager.page.get_by_text("It is open for applications.")).to_be_visible()
    assert looked_at(manager.page) == []
    return manager.path()


def apply(phone, hands, name: str) -> str:
    """Apply from the public page; returns the address of the applicant's own page."""
    phone.open("/guest/cohorts/")
    hands.press(phone.link("Spring care"))
    hands.write(phone.page.get_by_label("Full name"), name)
    hands.write(phone.page.get_by_label("Email address"), name.lower().replace(" ", ".") + "@example.org")
    phone.page.locator("label[for='follow-yes']").click()
    hands.press(phone.button("Apply"))
    expect(phone.page.get_by_text("We have your application.").first).to_be_visible()
    return phone.path()


def test_a_cohort_from_openings_to_its_waiting_list(visitor, tmp_path):
    manager, mouse = visitor(), Mouse()
    manager.sign_in("program_manager")
    cohort = start_cohort(manager, mouse)

    mine = []
    for place, name in enumerate(PEOPLE):
        phone = visitor(width=360)
        mine.append((phone, apply(phone, mouse if place else Keyboard(phone.page), name)))
        assert looked_at(phone.page) == []

    for name in PEOPLE:
        manager.open(f"{cohort}applications/?q={name.split()[0]}")
        mouse.press(manager.link(name))
        mouse.press(manager.button("Eligible"))
        expect(manager.page.get_by_text("Eligible; the applicant is told.")).to_be_visible()
    assert looked_at(manager.page) == []

    manager.open(cohort)
    mouse.press(manager.button("Close applications"))
    manager.open(f"{cohort}draw/")
    hashes = "\n".join(f"{party}={sha256(value.encode()).hexdigest()}" for party, value in VALUES.items())
    manager.page.get_by_label("Or: parties who contribute").fill(hashes)
    mouse.press(manager.button("Announce the draw"))
    commitment = manager.page.locator("code").first.inner_text()
    for party, value in sorted(VALUES.items()):
        mouse.write(manager.page.get_by_label(f"The value of {party}"), value)
        mouse.press(manager.button("Take it in").first)
        expect(manager.page.get_by_text(f"The value of {party} is here.")).to_be_visible()
    mouse.press(manager.button("Draw now"))
    expect(manager.page.get_by_text("Drawn. Seats are offered").first).to_be_visible()
    assert looked_at(manager.page) == []

    with manager.page.expect_download() as download:
        manager.link("Download the record (JSON)").first.click()
    record = tmp_path / "record.json"
    download.value.save_as(record)
    command = [sys.executable, "-I", str(SCRIPT), str(record), commitment]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Recomputed: 3 people, 1 seats. As published." in done.stdout, done.stderr

    states = []
    for phone, page in mine:
        phone.open(page)
        if phone.button("Take the seat").count():
            mouse.press(phone.button("Take the seat"))
            expect(phone.page.get_by_text("The seat is yours.")).to_be_visible()
        assert looked_at(phone.page) == []
        states.append(re.sub(r"\s+", " ", phone.page.locator(".g-card").first.inner_text()))
    assert sorted(text.split()[0] for text in states) == ["Enrolled", "On", "On"]
    manager.open(f"{cohort}people/")
    expect(manager.page.locator("tbody tr")).to_have_count(1)
    assert manager.complaints == []
