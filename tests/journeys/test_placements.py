"""From a signed plan to an internal role and a raise, on the same path as any hire (walked whole in test_train)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys import jobs
from tests.journeys.browser import looked_at
from tests.journeys.hands import Hands, Mouse
from tests.journeys.hires import open_step, walk_to_first_day
from tests.journeys.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(1200),
    pytest.mark.slow,
]
"""In each run test_train and test_workforce walk the same steps, and tests/www/test_placements tries what follows."""


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


def ask(manager: Visitor, hands: Hands, job: str) -> str:
    """Ask the first person who was not asked about an internal role; returns their name."""
    manager.open(f"{job}introductions/")
    box = manager.page.locator("input[name=people]").first
    name = manager.page.locator(f"label[for={box.get_attribute('id')}]").inner_text()
    hands.tick(box)
    hands.tick(manager.page.locator("#internal"))
    assert looked_at(manager.page) == []
    hands.press(manager.button("Ask the chosen people"))
    expect(manager.page.get_by_text("Asked: 1.")).to_be_visible()
    return name


def test_somebody_takes_an_internal_role_and_gets_a_raise(visitor):
    manager, hands = visitor(), Mouse()
    manager.sign_in("program_manager")
    job = ready_job(visitor, manager, hands)
    name = ask(manager, hands, job)
    walk_to_first_day(visitor, manager, hands, name, looks=False)

    manager.open("/program/outcomes/")
    expect(manager.page.locator("td", has_text="Took an internal role").first).to_be_visible()
    hands.press(manager.page.get_by_role("link", name=name).first)
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
    expect(manager.page.locator("td", has_text=re.compile(r"^\s*Filled"))).to_have_count(1)
