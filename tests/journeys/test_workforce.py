"""An employer's workforce of 2,000 becomes an inventory and an internal cohort with a worker in it.

The way on to the filled internal role is walked in tests/www/employer/test_internal_and_layoff.py.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.others import FIRST_JOB, ask_others
from tests.workforce import csv_of, line

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PEOPLE = 2_000
TITLES = (
    "Registered Nurses",
    "Nursing Assistants",
    "Cooks, Restaurant",
    "Retail Salespersons",
    "Zorgle wrangler",
)
COHORT, WORKER = "Ward aides from inside", "Ines Harrow"


def bring_workforce(employer, hands) -> None:
    """Bring in 2,000 employees, half of whom agreed, and one line that cannot be read."""
    rows = [line(n, TITLES[n % 4], agreed=n % 2 == 0) for n in range(PEOPLE - 1)]
    rows += [line(PEOPLE, TITLES[4], agreed=False)]
    employer.open("/employer/workforce/")
    assert looked_at(employer.page) == []
    hands.press(employer.link("Bring in a file"))
    file = {"name": "staff.csv", "mimeType": "text/csv", "buffer": csv_of(rows)}
    employer.page.locator("input[type=file]").set_input_files(file)
    hands.press(employer.button("Look at it"))
    employer.page.wait_for_url("**/imports/*/", timeout=60_000)
    assert looked_at(employer.page) == []
    hands.press(employer.page.get_by_role("button", name=re.compile("^Save 2,000")))
    expect(employer.page.get_by_text("2,000 people were saved")).to_be_visible(timeout=60_000)
    hands.press(employer.link("See them"))
    expect(employer.page.get_by_text("2,000 people work here in")).to_be_visible()


def say_what_is_needed(employer, hands) -> None:
    """Need more nurses than there are, and correct a role that could not be read."""
    hands.write(employer.page.get_by_label(re.compile("^Occupation")), "Registered nurse")
    hands.write(employer.page.get_by_label(re.compile("^How many people")), "520")
    employer.page.get_by_label("By", exact=True).fill(
        (timezone.localdate() + timedelta(days=700)).isoformat()
    )
    hands.press(employer.button("Save"))
    expect(employer.page.get_by_text("500 are there, 20 are missing.")).to_be_visible()
    assert looked_at(employer.page) == []
    hands.press(employer.link("All roles and skills"))
    expect(employer.page.get_by_role("rowheader", name=re.compile("Registered Nurses"))).to_be_visible()
    assert looked_at(employer.page) == []
    employer.open("/employer/workforce/people/?q=Worker+14")
    assert looked_at(employer.page) == []


def internal_cohort(manager, hands) -> str:
    """Mark the job internal, put its openings behind a new cohort and propose hours off; returns its address."""
    today = timezone.localdate()
    manager.open("/program/")
    hands.press(manager.page.get_by_role("link", name=re.compile(FIRST_JOB)).first)
    manager.page.wait_for_url(re.compile(r"/program/jobs/[0-9a-f-]{36}/"))
    job = re.search(r"/program/jobs/[0-9a-f-]{36}/", manager.path())[0]
    manager.open(job)
    hands.tick(manager.page.get_by_label("For people who work at this employer already"))
    hands.press(manager.button("Save"))
    manager.open("/program/cohorts/new/")
    for label, value in (
        ("Name", COHORT), ("Seats", "2"), ("Apply until", today + timedelta(days=9)),
        ("First day of training", today + timedelta(days=30)), ("Last day of training", today + timedelta(days=60)),
    ):  # fmt: skip
        manager.page.get_by_label(label).first.fill(str(value))
    manager.page.get_by_label("What one learns, in plain words").fill("You learn to help on the ward.")
    manager.page.get_by_label("Whom to ask: name, phone, e-mail").fill("Mara Lund, 555-0100")
    manager.page.get_by_label("Program").first.select_option(index=1)
    hands.press(manager.button("Save"))
    for label in manager.page.locator("label[for^='o-']", has_text=FIRST_JOB).all()[:2]:
        label.click()
    hands.press(manager.button("Put them behind it"))
    hands.write(manager.page.get_by_label(re.compile("^Hours off a week")), "6")
    hands.write(manager.page.get_by_label(re.compile("^Who does their work")), "The float pool")
    assert looked_at(manager.page) == []
    hands.press(manager.button("Ask the employer to sign"))
    expect(manager.page.get_by_text("waits for the employer")).to_be_visible()
    return manager.path()


def worker_with_a_seat(manager, hands, cohort: str) -> None:
    """Register a worker, enter the application, and let them take the seat."""
    manager.open("/program/people/new/")
    hands.write(manager.page.get_by_label(re.compile("^Person ID")), "IN-1")
    hands.write(manager.page.get_by_label(re.compile("^Name")), WORKER)
    manager.page.get_by_label(re.compile("^Situation|^situation")).select_option("incumbent")
    until = manager.page.get_by_label(re.compile("ntil")).last
    until.fill((timezone.localdate() + timedelta(days=900)).isoformat())
    hands.press(manager.button("Save"))
    manager.page.wait_for_url(re.compile(r"/program/people/[0-9a-f-]{36}/"))
    person = re.search(r"[0-9a-f-]{36}", manager.path())[0]
    manager.open(f"{cohort}applications/new/?person={person}")
    if manager.page.locator("label[for='follow-yes']").count():
        manager.page.locator("label[for='follow-yes']").click()
    hands.press(manager.page.get_by_role("button", name="Enter it"))
    hands.press(manager.button("Eligible"))
    application = manager.path()
    manager.open(cohort)
    hands.press(manager.button("Close applications"))
    hands.press(manager.button("Offer seats to everybody eligible"))
    manager.open(application)
    hands.press(manager.button("They take the seat"))
    expect(manager.page.get_by_text("Enrolled.").first).to_be_visible()
    manager.open(cohort)
    hands.press(manager.button("Begin training"))


def test_a_workforce_becomes_an_inventory_and_an_internal_cohort(visitor):
    employer = visitor()
    employer.sign_in("employer")
    bring_workforce(employer, Mouse())
    say_what_is_needed(employer, Keyboard(employer.page))

    assert FIRST_JOB in ask_others("sign_for_openings")
    manager, mouse = visitor(), Mouse()
    manager.sign_in("program_manager")
    cohort = internal_cohort(manager, mouse)
    employer.open("/employer/")
    mouse.press(employer.link("Agree to release time").first)
    assert looked_at(employer.page) == []
    keys = Keyboard(employer.page)
    keys.write(employer.page.get_by_label("Your job title").first, "Head of nursing")
    keys.press(employer.page.get_by_role("button", name=re.compile("^Sign: they may go")).first)
    expect(employer.page.get_by_text(re.compile("signed by .* Head of nursing"))).to_be_visible()

    manager.open(cohort)
    mouse.press(manager.button("Open it for applications"))
    expect(manager.page.get_by_text("It is open for applications.")).to_be_visible()
    worker_with_a_seat(manager, mouse, cohort)
    expect(manager.page.get_by_text("Training has begun.", exact=True)).to_be_visible()
    assert looked_at(manager.page) == []
    manager.open(f"{cohort}introductions/")
    expect(manager.page.get_by_role("heading", level=1)).to_be_visible()
    assert looked_at(manager.page) == []
    assert manager.complaints == []
