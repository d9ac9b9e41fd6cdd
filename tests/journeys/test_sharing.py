"""A second agency is let in, looks and is seen at once, sees less; a mentor, then practice work up to the hire."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from scripts.translations import CATALOGUE, entries

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE = 360
NEED = "Getting to work"


def test_a_second_agency_is_let_in_looks_is_seen_and_sees_less(visitor):
    ana, ruth, hands = visitor(width=PHONE), visitor(), Mouse()
    ana.sign_in("participant")
    ana.open("/participant/privacy/")
    assert looked_at(ana.page) == []
    expect(ana.page.get_by_text("To look for an apartment near the hospital")).to_be_visible()
    hands.press(ana.page.get_by_role("button", name="Yes, let them see this").first)
    expect(ana.page.get_by_text("What for: To look for an apartment")).to_be_visible()

    ruth.sign_in("second_agency")
    ruth.open("/coach/")
    hands.press(ruth.link("Ana Silva"))
    expect(ruth.page.get_by_text(NEED).first).to_be_visible()
    expect(ana.page.locator("#looks li").first).to_contain_text("Ruth Adler", timeout=5_000)

    part = ana.page.get_by_role(
        "button", name=re.compile("Stop this part *: What I need help with, North Shore")
    )
    hands.press(part)
    expect(ana.page.get_by_text("sees less now")).to_be_visible()
    ruth.page.reload()
    expect(ruth.page.get_by_role("heading", level=1)).to_have_text("Ana Silva")
    expect(ruth.page.get_by_text(NEED)).to_have_count(0)
    for path in ("looks/", "words/", "leave/"):
        ana.open(f"/participant/privacy/{path}")
        assert looked_at(ana.page) == []

    ana.context.route(
        "https://www.weather.gov/**",
        lambda route: route.fulfill(content_type="text/html", body="<title>Sunny</title>"),
    )
    ana.open("/participant/privacy/")
    for _each in range(3):
        ana.page.keyboard.press("Escape")
    expect(ana.page).to_have_title("Sunny")
    ana.page.go_back()
    ana.open("/participant/privacy/")
    expect(ana.page).to_have_url(re.compile("/accounts/login/"))


def test_a_mentor_then_practice_work_signed_by_all_logged_reviewed_and_hired(visitor):
    ana, coach, manager, hands = visitor(width=PHONE), visitor(), visitor(), Mouse()
    ana.sign_in("participant")
    ana.open("/participant/mentor/")
    assert looked_at(ana.page) == []
    hands.press(ana.page.get_by_role("button", name=re.compile("Yes, ask them *: Lena")))
    coach.sign_in("coach")
    coach.open("/coach/mentors/pairs/")
    hands.press(coach.link("Ana Silva"))
    hands.press(coach.button("Give the mentor a link"))
    lena = visitor(width=PHONE)
    lena.page.goto(coach.field("The link, shown once").input_value())
    assert looked_at(lena.page) == []
    hands.press(lena.button("Yes, I will"))
    hands.write(lena.field("What came of it? (optional)"), "We talked about the first week")
    with lena.page.expect_navigation():
        hands.press(lena.button("Write the talk down"))
    ana.open("/participant/mentor/")
    expect(ana.page.get_by_text("We talked about the first week")).to_be_visible()

    ana.open("/participant/practice/")
    hands.press(ana.page.get_by_role("link", name=re.compile("Bookshop assistant")))
    hands.write(ana.field("Your name"), "Ana Silva")
    assert looked_at(ana.page) == []
    hands.press(ana.button("Sign this agreement"))
    practice = ana.path()
    manager.sign_in("program_manager")
    manager.open("/coach/practice/?q=Ana")
    hands.press(manager.link("Ana Silva"))
    hands.press(manager.page.get_by_role("button", name="Give a link to the host"))
    host = visitor(width=PHONE)
    host.page.goto(manager.field("The link, shown once").input_value())
    assert looked_at(host.page) == []
    hands.write(host.field("Your name"), "Kim Vang")
    hands.press(host.button("Sign this agreement"))
    expect(host.page.get_by_text("Signed by all").first).to_be_visible()

    ana.open(practice)
    hands.write(ana.field("Hours in that week"), "18.5")
    hands.press(ana.button("Save the hours"))
    host.page.reload()
    hands.write(host.field("Your name").first, "Kim Vang")
    hands.press(host.page.get_by_role("button", name=re.compile("Confirm these hours")))
    expect(host.page.get_by_text("Hours confirmed: 18.5.")).to_be_visible()
    hands.choose(host.field("What came of it?"), "hired")
    hands.write(host.field("What did you see?"), "On time every day, kind to customers")
    hands.write(host.field("Your name"), "Kim Vang")
    assert looked_at(host.page) == []
    hands.press(host.button("Sign the review"))

    ana.open(practice)
    expect(ana.page.get_by_text("Hired by the host").first).to_be_visible()
    assert looked_at(ana.page) == []
    hands.press(ana.button("Sign the review"))
    expect(ana.page.get_by_text("Closed: you have signed the review")).to_be_visible()
    coach.open("/coach/practice/?q=Ana")
    hands.press(coach.link("Ana Silva"))
    assert looked_at(coach.page) == []
    hands.press(coach.link("Record the hire"))
    expect(coach.page.get_by_role("heading", level=1)).to_be_visible()


def test_somebody_registered_twice_is_put_together_and_taken_apart(visitor):
    manager = visitor()
    hands = Keyboard(manager.page)

    def go(target):
        with manager.page.expect_navigation():
            hands.press(target)

    manager.sign_in("program_manager")
    for code in ("TWICE-1", "TWICE-2"):
        manager.open("/program/people/new/")
        hands.write(manager.field("Person ID"), code)
        hands.write(manager.field("Name (optional)"), "Quilla Marchetti")
        hands.write(manager.field("Phone (optional)"), "651 555 0187")
        hands.reach(manager.page.get_by_label("Birth date"))
        manager.page.keyboard.type("06031985")  # as a date field of a US browser takes it
        go(manager.page.get_by_role("button", name=re.compile("Save|Add")).first)
        expect(manager.page.get_by_role("heading", level=1)).to_have_text("Quilla Marchetti")
    go(manager.link("All people"))
    go(manager.link("Is anybody here twice?"))
    go(manager.button("Look through the list now"))
    assert looked_at(manager.page) == []
    go(manager.page.get_by_role("link", name=re.compile("Compare *: TWICE")))
    assert looked_at(manager.page) == []
    hands.pick(manager.page.get_by_label("TWICE-1: Quilla Marchetti"))
    hands.write(manager.field("How do you know that this is one person?"), "She showed one card for both")
    go(manager.button("Put them together"))
    assert looked_at(manager.page) == []
    go(manager.link("Open the record"))
    expect(manager.page.get_by_text("Person ID TWICE-1, TWICE-2")).to_be_visible()
    manager.open("/program/people/merges/")
    assert looked_at(manager.page) == []
    go(manager.link("Quilla Marchetti"))
    hands.write(manager.field("Why are these two people?"), "A cousin of the same name")
    go(manager.button("Take them apart"))
    expect(manager.page.get_by_text("Given back as it stood")).to_be_visible()
    assert looked_at(manager.page) == []


MY_PAGES = (
    "", "plan/", "jobs/", "training/", "apprenticeship/", "classes/", "certificates/", "certificates/badges/", "help/",
    "help/services/", "support/", "needs/", "raise/", "ledger/", "mentor/", "practice/", "messages/", "messages/how/",
    "lists/", "profile/", "profile/change/", "resume/", "privacy/", "privacy/looks/", "privacy/words/",
    "privacy/leave/", "privacy/erase/", "privacy/other/", "privacy/measures/", "my-data/",
)  # fmt: skip
TEXTS = """() => [...document.querySelectorAll("body *")].flatMap(
  e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).filter(Boolean))"""


def test_a_participant_walks_their_whole_path_in_spanish(visitor):
    english = {
        one
        for one, _plural, words, _fuzzy in entries(CATALOGUE.read_text(encoding="utf-8"))
        if one and words and words[0] != one and len(one) > 3
    }
    ana, hands = visitor(width=PHONE), Mouse()
    ana.sign_in("participant")
    hands.press(ana.button("Español"))
    try:
        left = {}
        for path in MY_PAGES:
            reply = ana.page.goto(f"{ana.address}/participant/{path}")
            assert reply is not None
            assert reply.status == 200, path
            assert ana.page.locator("html").get_attribute("lang") == "es", path
            if path == "messages/":
                continue  # a letter stays in the language in which it was sent
            if found := english & set(ana.page.evaluate(TEXTS)):
                left[path] = sorted(found)
        assert left == {}
        ana.open("/participant/")
        assert looked_at(ana.page) == []
        expect(ana.page.get_by_role("heading", level=1)).to_contain_text("Hola")
        hands.press(ana.page.get_by_role("link", name="Quién puede ver mi información").first)
        expect(ana.page.get_by_role("heading", level=1)).to_have_text("¿Quién puede ver mi información?")
        assert looked_at(ana.page) == []
        hands.press(ana.page.get_by_role("link", name="Qué pasa con mis datos").first)
        expect(ana.page.get_by_text("Su registro es suyo.")).to_be_visible()
    finally:
        ana.open("/participant/")
        hands.press(ana.button("English"))
