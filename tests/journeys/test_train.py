"""From the council's decision to the hire: one class behind twenty openings of two employers, with forty applicants."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys import jobs
from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.hires import walk_to_first_day
from tests.journeys.others import FIRST_JOB, ask_others
from tests.journeys.seats import draw, find_eligible, recomputed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1800)]
PARTNERSHIP, TITLE, COHORT = "Hospitals and care homes (sample)", "Care workers together", "Spring care"
FROM_PHONES = ("Bo Marrow", "Cy Lund", "Di Okafor", "Ed Quist")


def decide(manager, hands, text: str) -> None:
    """Hold a meeting of the council that is over, and write down what was decided."""
    manager.open("/program/partnerships/")
    hands.press(manager.page.get_by_role("table").get_by_role("link", name=PARTNERSHIP))
    manager.page.wait_for_url(re.compile(r"/partnerships/[0-9a-f-]{36}/$"))
    hands.press(manager.link("Advisory council"))
    manager.page.wait_for_url("**/council/")
    manager.field("When").fill("2026-11-02T10:00")
    hands.write(manager.page.get_by_label("Agenda"), "What both employers need")
    hands.press(manager.button("Plan the meeting"))
    hands.press(manager.page.get_by_role("link", name=re.compile("^November 2, 2026")))
    hands.tick(manager.page.get_by_label("Lee Park"))
    hands.write(manager.page.get_by_role("textbox", name="Minutes"), "Both want the same two days.")
    hands.press(manager.button("Save the minutes"))
    hands.write(manager.field("Decision"), text)
    hands.press(manager.button("Write the decision down"))
    expect(manager.page.get_by_role("listitem").filter(has_text=text).first).to_be_visible()
    assert looked_at(manager.page) == []


def draft_what_was_decided(manager, hands, text: str) -> None:
    """Open the change that was decided, add its module, compare with the version before, send it to the employers."""
    hands.press(manager.link("Advisory council"))
    card = manager.page.locator("article", has_text=text)
    value = card.locator("option", has_text=TITLE).get_attribute("value")
    hands.choose(card.get_by_label("Open a change of"), str(value))
    hands.press(card.get_by_role("button", name=re.compile("^Open the change")))
    expect(manager.page.get_by_text("The council decided on November 2, 2026")).to_be_visible()
    hands.press(manager.link("Add a module"))
    manager.page.wait_for_url("**/modules/new/")
    hands.write(manager.field("Title"), "Two days of practice")
    for box in manager.page.locator("fieldset.c-choice").first.get_by_role("checkbox").all():
        hands.tick(box)
    assert looked_at(manager.page) == []
    hands.press(manager.button("Save"))
    expect(manager.page.get_by_role("heading", name=re.compile("Two days of practice")).first).to_be_visible()
    hands.press(manager.link("Compare with the version before"))
    expect(manager.page.get_by_role("rowheader", name=re.compile("Two days of practice"))).to_be_visible()
    assert looked_at(manager.page) == []
    hands.press(manager.link("Back to the curriculum"))
    hands.write(manager.page.get_by_label(re.compile("^What is not taught")), "Learned on the ward.")
    hands.press(manager.button("Ask the employers to sign"))
    expect(manager.page.get_by_text("In review with the employers").first).to_be_visible()
    assert looked_at(manager.page) == []


def sign_both(manager, visitor) -> None:
    """Let the first employer sign by account, the second through a link on a phone, by keyboard."""
    dana = visitor()
    dana.sign_in("employer")
    Mouse().press(dana.link("Curricula"))
    Mouse().press(dana.page.get_by_role("table").get_by_role("link", name=TITLE))
    assert looked_at(dana.page) == []
    jobs.sign(dana, Mouse())
    manager.open("/program/requests/?state=open")
    row = manager.page.locator("tr", has_text="The curriculum for Home Care Aide").first
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


def open_cohort(manager, hands) -> str:
    """Start a class of twenty; it opens once twenty openings stand behind it; returns its address."""
    today = timezone.localdate()
    manager.open("/program/cohorts/new/")
    for label, value in (
        ("Name", COHORT), ("Seats", "20"), ("Apply until", today + timedelta(days=9)),
        ("First day of training", today + timedelta(days=30)), ("Last day of training", today + timedelta(days=60)),
        ("What one learns, in plain words", "You learn to care for people."),
        ("Whom to ask: name, phone, e-mail", "Mara Lund, 555-0100"),
    ):  # fmt: skip
        manager.page.get_by_label(label).first.fill(str(value))
    manager.page.get_by_label("Program").first.select_option(index=1)
    hands.press(manager.button("Save"))
    hands.press(manager.button("Open it for applications"))
    expect(manager.page.get_by_text("0 committed openings stand behind this cohort").first).to_be_visible()
    openings = manager.page.locator("label[for^='o-']", has_text=re.compile("Ward Aide|Home Care Aide"))
    expect(openings).to_have_count(20)  # `all` does not wait for the page
    for label in openings.all():
        label.click()
    hands.press(manager.button("Put them behind it"))
    expect(
        manager.page.get_by_text(re.compile(r"20 committed openings stand behind it, for at most 2\d seats"))
    ).to_be_visible()
    taught = manager.page.get_by_label("Curriculum in use").first
    taught.select_option(label=taught.locator("option", has_text=TITLE).first.inner_text())
    hands.press(manager.button("Teach this version"))
    hands.press(manager.button("Open it for applications"))
    expect(manager.page.get_by_text("It is open for applications.")).to_be_visible()
    assert looked_at(manager.page) == []
    return manager.path()


def apply_on_phone(phone, hands, name: str) -> str:
    """Apply from the public page; returns the address of the applicant's own page."""
    phone.open("/guest/cohorts/")
    hands.press(phone.link(COHORT))
    hands.write(phone.page.get_by_label("Full name"), name)
    hands.write(phone.page.get_by_label("Email address"), name.lower().replace(" ", ".") + "@example.org")
    phone.page.locator("label[for='follow-yes']").click()
    hands.press(phone.button("Apply"))
    expect(phone.page.get_by_text("We have your application.").first).to_be_visible()
    assert looked_at(phone.page) == []
    return phone.path()


def take_seat(phone, hands, address: str) -> str:
    """Take the seat where one was drawn; returns where the applicant stands: Enrolled, or On the waiting list."""
    phone.open(address)
    if phone.button("Take the seat").count():
        hands.press(phone.button("Take the seat"))
        expect(phone.page.get_by_text("The seat is yours.")).to_be_visible()
    assert looked_at(phone.page) == []
    return phone.page.locator(".g-card").first.inner_text().split()[0]


def test_a_decision_of_the_council_becomes_a_class_and_a_hire(visitor, tmp_path):
    assert ask_others("sign_for_openings") == {"Ward Aide": 12, "Home Care Aide": 8}
    curriculum = ask_others("teach_first_version", TITLE)
    manager, mouse = visitor(), Mouse()
    manager.sign_in("program_manager")
    decide(manager, Keyboard(manager.page), "Two days of practice for both")
    draft_what_was_decided(manager, Keyboard(manager.page), "Two days of practice for both")
    sign_both(manager, visitor)
    manager.open(f"/program/curricula/{curriculum}/")
    expect(manager.page.get_by_text("Signed by each employer").first).to_be_visible()
    mouse.press(manager.button("Put it to use"))
    expect(manager.page.get_by_text("It is in use.")).to_be_visible()

    cohort = open_cohort(manager, mouse)
    assert ask_others("apply", COHORT) == 36
    phones = [visitor(width=360) for _name in FROM_PHONES]
    own = [
        apply_on_phone(phone, mouse if place else Keyboard(phone.page), name)
        for place, (phone, name) in enumerate(zip(phones, FROM_PHONES, strict=True))
    ]
    for name in FROM_PHONES:
        find_eligible(manager, mouse, cohort, name)
    assert looked_at(manager.page) == []

    record = tmp_path / "record.json"
    commitment = draw(manager, mouse, cohort, record)
    assert "Recomputed: 40 people, 20 seats. As published." in recomputed(record, commitment)

    states = [take_seat(phone, mouse, address) for phone, address in zip(phones, own, strict=True)]
    assert set(states) <= {"Enrolled", "On"}
    assert ask_others("take_seats", COHORT) == 20
    manager.open(f"{cohort}applications/?status=waiting")
    expect(manager.page.locator("tbody tr")).to_have_count(20)
    manager.open(f"{cohort}people/")
    enrolled = manager.page.get_by_role("table", name="Enrolled")
    expect(enrolled.locator("tbody tr")).to_have_count(20)

    manager.open(cohort)
    mouse.press(manager.button("Begin training"))
    expect(manager.page.get_by_text("Training has begun.").first).to_be_visible()
    mouse.press(manager.page.get_by_role("link", name="Introductions"))
    manager.page.wait_for_url("**/introductions/")
    assert looked_at(manager.page) == []
    row = (
        manager.page.locator("tr", has=manager.page.locator("input[name=pair]"))
        .filter(has_text=FIRST_JOB)
        .first
    )
    name = row.locator("label").inner_text()
    kept = row.locator("input").get_attribute("id")
    for key in manager.page.locator("input[name=pair]").evaluate_all("boxes => boxes.map((box) => box.id)"):
        if key != kept:
            mouse.tick(manager.page.locator(f"#{key}"))
    mouse.press(manager.button("Ask the chosen people"))
    expect(manager.page.get_by_text("1 person is asked.")).to_be_visible()
    walk_to_first_day(visitor, manager, mouse, name, looks=True)
    manager.open(f"/program/curricula/{curriculum}/")
    line = manager.page.locator("section[aria-labelledby=outcomes] tbody tr").first
    expect(line.locator("td").nth(0)).to_have_text(re.compile(r"^\s*20\s*$"))
    expect(line.locator("td").nth(2)).to_have_text(re.compile(r"^\s*1\s+nothing recorded yet of 19\s*$"))
    assert looked_at(manager.page) == []
    assert manager.complaints == []
