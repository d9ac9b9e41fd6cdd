"""From a signed plan to two hires: one person who lost a job, one who takes an internal role, on the same path."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import jobs
from tests.journeys.browser import looked_at
from tests.journeys.hands import Hands, Keyboard, Mouse
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1200)]
PHONE = 360


def ready_job(visitor, manager: Visitor, hands: Hands) -> str:
    """Take a job to a plan whose openings the employer committed; returns the path of the job order."""
    job = jobs.read_posting(manager, hands)
    jobs.name_employer(manager, hands)
    confirm = jobs.shared_link(manager, hands, "Confirm with the employer")
    signer = visitor()
    signer.page.goto(confirm)
    jobs.sign(signer, hands)
    manager.open(f"{job}people/")
    jobs.make_plan(manager, hands)
    signer.page.goto(jobs.shared_link(manager, hands, "Ask the employer to sign"))
    hands.write(signer.field("Full name"), "Dana Okafor")
    hands.write(signer.field("Job title"), "Head of nursing")
    hands.press(signer.button("Sign for the openings"))
    expect(signer.page.get_by_text("Signed. Thank you.").first).to_be_visible()
    return job


def ask(manager: Visitor, hands: Hands, job: str, *, internal: bool) -> str:
    """Ask the first person who was not asked; returns their name."""
    manager.open(f"{job}introductions/")
    box = manager.page.locator("input[name=people]").first
    name = manager.page.locator(f"label[for={box.get_attribute('id')}]").inner_text()
    hands.tick(box)
    if internal:
        hands.tick(manager.page.locator("#internal"))
    hands.press(manager.button("Ask the chosen people"))
    expect(manager.page.get_by_text("Asked: 1.")).to_be_visible()
    return name


def persons_link(manager: Visitor, hands: Hands) -> str:
    """Take the newest person's link, to hand it over without e-mail."""
    manager.open("/program/requests/?state=open")
    row = manager.page.locator("tr", has_text="May we introduce you? Nursing Assistant").last
    hands.press(row.locator("summary"))
    hands.press(row.get_by_role("button", name="Give a link"))
    return manager.field("The link").input_value()


def open_step(someone: Visitor, hands: Hands, title: str) -> Locator:
    """Open the box of one step with these hands."""
    box = someone.page.locator("details.g-card", has=someone.page.locator("summary", has_text=title))
    if box.get_attribute("open") is None:
        hands.press(box.locator("summary"))
    return box


def hired(visitor, manager: Visitor, hands: Hands, job: str, *, internal: bool) -> str:
    """Walk one person from the question to the first day; returns their name."""
    name = ask(manager, hands, job, internal=internal)
    if not internal:
        assert looked_at(manager.page) == []
    phone = visitor(width=PHONE)
    phone.page.goto(persons_link(manager, hands))
    expect(phone.page.get_by_role("heading", name="What they read about you")).to_be_visible()
    if not internal:
        assert looked_at(phone.page) == []
    hands_on_phone: Hands = Mouse() if internal else Keyboard(phone.page)
    hands_on_phone.tick(phone.page.get_by_label(re.compile("How to reach me")))
    hands_on_phone.press(phone.button("Yes, introduce me"))
    expect(phone.page.get_by_text("You can stop it at any time.").first).to_be_visible()

    employer = visitor()
    employer.sign_in("employer")
    employer.open("/employer/people/")
    if not internal:
        assert looked_at(employer.page) == []
    hands.press(employer.page.get_by_role("link", name=name).first)
    employer.page.wait_for_url("**/employer/people/*/")
    box = open_step(employer, hands, "Invite to an interview")
    hands.write(box.get_by_label("Day"), (date.today() + timedelta(days=3)).isoformat())  # noqa: DTZ011
    hands.write(box.get_by_label("Time"), "10:00")
    hands.write(box.get_by_label("Where, or how to join"), "Front desk")
    hands.press(box.get_by_role("button", name="Invite"))
    expect(employer.page.get_by_text("Invited. The person is told.")).to_be_visible()
    box = open_step(employer, hands, "Offer the job")
    hands.write(box.get_by_label("First day"), date.today().isoformat())  # noqa: DTZ011
    hands.write(box.get_by_label("Hours a week"), "36")
    hands.write(box.get_by_label("Wage, USD"), "19.50")
    hands.tick(box.get_by_label("Health insurance"))
    hands.press(box.get_by_role("button", name="Send the offer"))
    expect(employer.page.get_by_text("the opening is kept for them").first).to_be_visible()

    phone.page.reload()
    expect(phone.page.get_by_text("They offer you the job. What do you say?")).to_be_visible()
    expect(phone.page.get_by_text("$19.50 an hour").first).to_be_visible()
    if not internal:
        assert looked_at(phone.page) == []
    hands_on_phone.press(phone.button("Yes, I take the job"))
    expect(phone.page.get_by_text("You accepted.").first).to_be_visible()

    employer.page.reload()
    hands.press(employer.button("They began: fill the opening"))
    expect(employer.page.get_by_text("Recorded. The opening is filled.")).to_be_visible()
    if not internal:
        assert looked_at(employer.page) == []
    employer.leave()
    phone.leave()
    return name


def test_two_people_are_introduced_interviewed_offered_and_hired(visitor):
    manager, hands = visitor(), Mouse()
    manager.sign_in("program_manager")
    job = ready_job(visitor, manager, hands)
    first = hired(visitor, manager, hands, job, internal=False)
    second = hired(visitor, manager, hands, job, internal=True)
    assert first != second

    manager.open("/program/outcomes/")
    expect(manager.page.locator("td", has_text="Hired into an opening").first).to_be_visible()
    expect(manager.page.locator("td", has_text="Took an internal role").first).to_be_visible()
    hands.press(manager.page.get_by_role("link", name=first).first)
    manager.page.wait_for_url("**/program/placements/*/")
    expect(manager.page.get_by_role("heading", name="How good is this job for the person?")).to_be_visible()
    box = open_step(manager, hands, "Tell us what happened")
    hands.choose(box.get_by_label("What happened?"), "raise")
    hands.write(box.get_by_label("On which day?"), date.today().isoformat())  # noqa: DTZ011
    hands.write(box.get_by_label("Wage now, USD"), "20.25")
    hands.choose(box.get_by_label("Who told you?"), "employer")
    hands.press(box.get_by_role("button", name="Record it"))
    expect(manager.page.get_by_text("0.75 USD an hour against the first wage")).to_be_visible()
    assert looked_at(manager.page) == []
    manager.open(f"{job}plan/")
    expect(manager.page.locator("td", has_text=re.compile(r"^\s*Filled"))).to_have_count(2)
