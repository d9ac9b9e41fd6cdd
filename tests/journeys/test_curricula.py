"""A council decides; a curriculum is drafted, changed, compared, signed by two employers, one without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import jobs
from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1200)]
HOME, PARTNERSHIP = "Elm Street Care Home (sample)", "Hospitals and care homes (sample)"
JOB = """Home Health Aide

Elm Street Care Home needs 2 home health aides in Minneapolis, MN. $18.00 an hour, 30 hours a week, day shift.

What you will do
- Help residents bathe, dress and move safely
- Listen to residents and their families

What you need
- CPR certification on day one
- Good listening and clear speaking
"""


def second_job(manager, visitor) -> None:
    """Read a job of the second employer, who signs what it needs through a link on a phone, by keyboard."""
    hands = Mouse()
    jobs.read_posting(manager, hands, JOB)
    jobs.name_employer(manager, hands, HOME)
    link = jobs.shared_link(manager, hands, "Confirm with the employer")
    guest = visitor(width=360)
    guest.page.goto(link)
    jobs.sign(guest, Keyboard(guest.page), name="Lee Park", title="Director")


def open_partnership(manager, hands) -> None:
    """Open the sample partnership from its list."""
    manager.open("/program/partnerships/")
    hands.press(manager.page.get_by_role("table").get_by_role("link", name=PARTNERSHIP))
    manager.page.wait_for_url(re.compile(r"/partnerships/[0-9a-f-]{36}/$"))


def decide(manager, hands, text: str) -> None:
    """Hold a meeting that is over, and write down what was decided."""
    hands.press(manager.link("Advisory council"))
    manager.page.wait_for_url("**/council/")
    manager.field("When").fill("2026-11-02T10:00")
    hands.write(manager.page.get_by_label("Agenda"), "What both employers need")
    hands.press(manager.button("Plan the meeting"))
    hands.press(manager.page.get_by_role("link", name=re.compile("^2 November 2026")))
    hands.tick(manager.page.get_by_label("Lee Park"))
    hands.write(manager.page.get_by_role("textbox", name="Minutes"), "Both want the same two days.")
    hands.press(manager.button("Save the minutes"))
    hands.write(manager.field("Decision"), text)
    hands.press(manager.button("Write the decision down"))
    expect(manager.page.get_by_role("listitem").filter(has_text=text).first).to_be_visible()
    assert looked_at(manager.page) == []


def add_module(manager, hands, title: str) -> None:
    """Add a module that serves the first requirement of each job."""
    hands.press(manager.link("Add a module"))
    manager.page.wait_for_url("**/modules/new/")
    hands.write(manager.field("Title"), title)
    for box in manager.page.locator("fieldset.c-choice").first.get_by_role("checkbox").all():
        hands.tick(box)
    assert looked_at(manager.page) == []
    hands.press(manager.button("Save"))
    expect(manager.page.get_by_role("heading", name=re.compile(title)).first).to_be_visible()


def send(manager, hands) -> None:
    """Ask the employers to sign what is there."""
    hands.write(manager.page.get_by_label(re.compile("^What is not taught")), "Learned on the ward.")
    hands.press(manager.button("Ask the employers to sign"))
    expect(manager.page.get_by_text("In review with the employers").first).to_be_visible()


def sign_all(manager, visitor, title: str) -> None:
    """Let the first employer sign by account, the second for both its jobs through links on a phone, by keyboard."""
    dana = visitor()
    dana.sign_in("employer")
    Mouse().press(dana.link("Curricula"))
    Mouse().press(dana.page.get_by_role("table").get_by_role("link", name=title))
    assert looked_at(dana.page) == []
    jobs.sign(dana, Mouse())
    for job in ("Home Health Aide", "Resident Care Aide"):
        sign_through_link(manager, visitor, job)


def sign_through_link(manager, visitor, job: str) -> None:
    """Give a link about one job of the second employer, who comments and signs there."""
    manager.open("/program/requests/?state=open")
    row = manager.page.locator("tr", has_text=f"The curriculum for {job}").first
    Mouse().press(row.locator("summary"))
    Mouse().press(row.get_by_role("button", name="Give a link"))
    guest = visitor(width=360)
    guest.page.goto(manager.field("The link").input_value())
    hands = Keyboard(guest.page)
    assert looked_at(guest.page) == []
    hands.write(guest.field("Your comment"), "Could it be two days?")
    hands.press(guest.button("Comment"))
    expect(guest.page.get_by_text("Could it be two days?").first).to_be_visible()
    jobs.sign(guest, hands, name="Lee Park", title="Director")


def test_a_council_decides_and_two_employers_sign_what_changed(visitor):
    manager, mouse, title = visitor(), Mouse(), "Care workers together"
    manager.sign_in("program_manager")
    second_job(manager, visitor)
    open_partnership(manager, mouse)
    partnership = manager.path()
    mouse.press(manager.link("Start a curriculum for these jobs"))
    mouse.write(manager.page.get_by_label("Title"), title)
    mouse.press(manager.button("Start it"))
    manager.page.wait_for_url("**/curricula/*/")
    curriculum = manager.path()
    expect(manager.page.get_by_text("Not taught").first).to_be_visible()
    add_module(manager, mouse, "First days on the ward")
    send(manager, mouse)
    assert looked_at(manager.page) == []
    sign_all(manager, visitor, title)
    manager.open(curriculum)
    mouse.press(manager.button("Put it to use"))
    expect(manager.page.get_by_text("It is in use.")).to_be_visible()

    keyboard = Keyboard(manager.page)
    manager.open(partnership)
    decide(manager, keyboard, "Two days of practice for both")
    keyboard.press(manager.link("Advisory council"))
    card = manager.page.locator("article", has_text="Two days of practice for both")
    value = card.locator("option", has_text=title).get_attribute("value")
    keyboard.choose(card.get_by_label("Open a change of"), str(value))
    keyboard.press(card.get_by_role("button", name=re.compile("^Open the change")))
    expect(manager.page.get_by_text("The council decided on 2 November 2026")).to_be_visible()
    add_module(manager, keyboard, "Two days of practice")
    keyboard.press(manager.link("Compare with the version before"))
    expect(manager.page.get_by_role("rowheader", name=re.compile("Two days of practice"))).to_be_visible()
    assert looked_at(manager.page) == []
    keyboard.press(manager.link("Back to the curriculum"))
    send(manager, keyboard)
    sign_all(manager, visitor, title)
    manager.open(curriculum)
    expect(manager.page.get_by_text("Signed by each employer").first).to_be_visible()
