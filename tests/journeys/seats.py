"""A draw of seats in the browser, and its record computed again by the script of the docs, which knows no Gainful."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Hands
from tests.journeys.visitor import Visitor

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "methods" / "scripts" / "recompute_draw.py"
VALUES = {"Union": "what the union wrote", "College": "what the college wrote"}


def find_eligible(manager: Visitor, hands: Hands, cohort: str, name: str) -> None:
    """Find an applicant of the public page eligible: a new person, who is registered by it."""
    manager.open(f"{cohort}applications/?q={name.split(maxsplit=1)[0]}")
    hands.press(manager.link(name))
    hands.press(manager.button("Eligible"))
    expect(manager.page.get_by_text("Eligible; the applicant is told.")).to_be_visible()


def draw(manager: Visitor, hands: Hands, cohort: str, record: Path) -> str:
    """Announce the draw, take in what each party wrote, draw, save the record; returns what was committed to before."""
    manager.open(cohort)
    hands.press(manager.button("Close applications"))
    expect(manager.page.get_by_text("Applications are closed.").first).to_be_visible()
    manager.open(f"{cohort}draw/")
    hashes = "\n".join(f"{party}={sha256(value.encode()).hexdigest()}" for party, value in VALUES.items())
    manager.page.get_by_label("Or: parties who contribute").fill(hashes)
    hands.press(manager.button("Announce the draw"))
    expect(manager.page.get_by_text("The draw is announced. Publish its commitment now.")).to_be_visible()
    commitment = manager.page.locator("code").first.inner_text()
    for party, value in sorted(VALUES.items()):
        hands.write(manager.page.get_by_label(f"The value of {party}"), value)
        hands.press(manager.button("Take it in").first)
        expect(manager.page.get_by_text(f"The value of {party} is here.")).to_be_visible()
    hands.press(manager.button("Draw now"))
    expect(manager.page.get_by_text("Drawn. Seats are offered").first).to_be_visible()
    assert looked_at(manager.page) == []
    with manager.page.expect_download() as download:
        manager.link("Download the record (JSON)").first.click()
    download.value.save_as(record)
    return commitment


def recomputed(record: Path, commitment: str) -> str:
    """Return what the script says of a record; an error of it fails the journey."""
    command = [sys.executable, "-I", str(SCRIPT), str(record), commitment]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
