"""A draw whose public value is a round of the beacon, typed in by hand and checked offline, to the outside script."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.engine.allocation.records import ROUND, SIGNATURE
from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard
from tests.journeys.others import ask_others
from tests.journeys.seats import recomputed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
COHORT = "Night Ward Aide"
CHECKED_MS = 60_000
"""A signature of the beacon is checked in Python: seconds of arithmetic on a quiet core."""


def test_seats_are_drawn_by_a_round_of_the_beacon_and_a_wrong_signature_draws_nothing(visitor, tmp_path):
    assert ask_others("sign_for_openings", COHORT) == {COHORT: 2}
    cohort = ask_others("open_for_six", COHORT)
    manager = visitor()
    manager.sign_in("program_manager")
    hands = Keyboard(manager.page)
    manager.open(f"/program/cohorts/{cohort}/")
    hands.press(manager.button("Close applications"))
    expect(manager.page.get_by_text("Applications are closed.").first).to_be_visible()
    manager.open(f"/program/cohorts/{cohort}/draw/")
    soon = timezone.localtime() + timedelta(minutes=20)
    manager.page.get_by_label("Draw with the beacon's first value after").fill(
        soon.strftime("%Y-%m-%dT%H:%M")
    )
    hands.press(manager.button("Announce the draw"))
    expect(manager.page.get_by_text("The draw is announced. Publish its commitment now.")).to_be_visible()
    hands.write(manager.page.get_by_label("The beacon's signature of round"), SIGNATURE)
    hands.press(manager.button("Draw now"))
    expect(manager.page.get_by_text("The public value of this draw does not exist yet").first).to_be_visible()

    draw = ask_others("let_the_round_come", COHORT)
    manager.open(f"/program/cohorts/{cohort}/draw/")
    expect(
        manager.page.get_by_text("The public value is known, and the draw was not opened yet").first
    ).to_be_visible()
    commitment = manager.page.locator("code").first.inner_text()
    assert looked_at(manager.page) == []
    for wrong, words in (
        (SIGNATURE[:-1] + "c", f"This is not the beacon's signature of round {ROUND}."),
        ("b7137", "A signature of the beacon has 96 hexadecimal digits"),
    ):
        hands.write(manager.page.get_by_label(f"The beacon's signature of round {ROUND}"), wrong)
        hands.press(manager.button("Draw now"))
        expect(manager.page.get_by_text(words).first).to_be_visible(timeout=CHECKED_MS)
        expect(manager.page.get_by_text("Nothing was drawn.").first).to_be_visible()
    hands.write(
        manager.page.get_by_label(f"The beacon's signature of round {ROUND}"), f" {SIGNATURE.upper()} "
    )
    hands.press(manager.button("Draw now"))
    expect(manager.page.get_by_text("Drawn. Seats are offered").first).to_be_visible(timeout=CHECKED_MS)

    outsider = visitor(width=360)
    outsider.open(f"/guest/draws/{draw}/")
    expect(outsider.page.locator("tbody tr")).to_have_count(6)
    assert looked_at(outsider.page) == []
    with outsider.page.expect_download() as download:
        outsider.link("Download the record (JSON)").first.click()
    record = tmp_path / "record.json"
    download.value.save_as(record)
    assert "Recomputed: 6 people, 2 seats. As published." in recomputed(record, commitment)
    command = [sys.executable, "-m", "gainful", "draw", "verify", str(record), "--commitment", commitment]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "It holds: 6 results follow" in done.stdout) == (0, True), (
        done.stdout + done.stderr
    )
    assert manager.complaints == outsider.complaints == []
