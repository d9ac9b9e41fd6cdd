"""From what a person needs, on a 360 px phone, to money that helps; the coach's day once without a connection."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHRASE = "four quiet green bicycles"
FIRST_BYTES, LATER_BYTES = 100_000, 30_000
"""Of a participant's first page with style, script and letters; of each later one (the figures of the plan)."""
GOAL = "I want to get home before my son does"


def weigh(page):
    """Count what comes over the wire for a page; call the result for the sum in bytes."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes, lambda: int(sum(sizes))


def test_a_participants_pages_are_light(visitor, record_property):
    someone = visitor(width=360)
    someone.sign_in("participant")
    address = someone.page.url
    fresh = visitor(width=360)
    fresh.context.add_cookies(someone.context.cookies())
    sizes, total = weigh(fresh.page)
    fresh.page.goto(address, wait_until="networkidle")
    first = total()
    later = {}
    for path in ("/participant/needs/", "/participant/support/", "/participant/plan/", "/participant/privacy/",
                 "/participant/profile/", "/participant/messages/"):  # fmt: skip
        sizes.clear()
        fresh.page.goto(fresh.address + path, wait_until="networkidle")
        later[path] = total()
    record_property("bytes", {"first": first, **later})
    assert 3_000 < first <= FIRST_BYTES
    assert max(later.values()) <= LATER_BYTES


def test_needs_on_a_phone_then_a_goal_then_money_and_the_manager_says_yes(visitor):
    ana = visitor(width=360)
    ana.sign_in("participant")
    ana.open("/participant/needs/")
    ana.field("What fits you best? It decides what we ask first.").select_option("single_parent")
    ana.button("Begin").click()
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("Child care")
    hidden = ana.page.get_by_role(
        "group", name="Is your child looked after while you are in class or at work?"
    )
    expect(hidden).to_be_hidden()
    with ana.page.expect_response("**/save/"):
        ana.page.get_by_text("Yes", exact=True).first.click()
    expect(hidden).to_be_visible()
    expect(ana.page.get_by_text("✓ Saved.")).to_be_visible()
    hidden.get_by_text("Some of the time").click()
    ana.page.get_by_text("When my child is sick").click()
    ana.page.get_by_text("Yes, now").click()
    assert looked_at(ana.page) == []
    ana.page.set_viewport_size({"width": 360, "height": 800})
    ana.button("Save, go on later").click()
    ana.link("Go on").click()
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("Getting around")
    ana.button("Save and go on").click()
    for _part in range(8):
        if ana.page.get_by_role("heading", level=1).inner_text() == "This is what you said":
            break
        ana.button("Save and go on").click()
    expect(ana.page.get_by_text("You want help now with:")).to_contain_text("Child care")
    assert looked_at(ana.page) == []
    ana.page.set_viewport_size({"width": 360, "height": 800})
    ana.button("This is right, finish").click()
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("My support plan")
    _goal_and_money(ana)
    _decided(visitor())
    ana.open("/participant/support/")
    expect(ana.page.locator("li", has_text="Care for my son in the first month")).to_contain_text("Approved")


def _goal_and_money(ana):
    ana.page.locator("summary", has_text="Add a goal").click()
    ana.field("What is it about?").select_option("child_care")
    ana.field("What do you want to change? Use your own words.").fill(GOAL)
    ana.button("Add it").click()
    expect(ana.page.get_by_role("heading", name=f"“{GOAL}”")).to_be_visible()
    goal = ana.page.locator("section", has=ana.page.get_by_role("heading", name=f"“{GOAL}”"))
    goal.get_by_role("link", name="Add a next step").click()
    ana.field("What is the next thing to do?").fill("Visit two places")
    ana.button("Save").click()
    expect(ana.page.get_by_text("Visit two places").first).to_be_visible()
    ana.page.locator("summary", has_text="Ask for money").click()
    ana.page.locator("#money_kind").select_option("child_care")
    ana.page.locator("#money_words").fill("Care for my son in the first month")
    ana.page.locator("#money_amount").fill("240")
    ana.button("Ask").click()
    expect(ana.page.get_by_text("Care for my son in the first month").first).to_be_visible()
    assert looked_at(ana.page) == []


def _decided(manager):
    manager.sign_in("program_manager")
    manager.link("Support").click()
    manager.link("Care for my son in the first month").click()
    assert looked_at(manager.page) == []
    manager.button("Approve").click()
    expect(manager.page.get_by_text("Approved. Their coach can give it now.")).to_be_visible()


def test_the_coachs_day_goes_without_a_connection_and_comes_back(visitor):
    coach = visitor(width=360)
    coach.sign_in("coach")
    expect(coach.page.get_by_role("heading", level=1)).to_have_text("Who needs me today?")
    expect(coach.page.get_by_text("You said you would do this, and its day is past").first).to_be_visible()
    assert looked_at(coach.page) == []
    coach.link("Take my day along").click()
    coach.field("A passphrase, at least 10 characters, best four words").fill(PHRASE)
    coach.field("The same once more").fill(PHRASE)
    coach.button("Take it along").click()
    card = coach.page.locator("section.card", has=coach.page.get_by_role("heading", name="Ana Silva"))
    expect(card).to_be_visible()
    expect(coach.page.get_by_text("This page now opens without a connection, too.")).to_be_visible()
    assert looked_at(coach.page) == []
    kept = coach.page.evaluate(_EVERYTHING_KEPT)
    assert "Ana" not in kept
    coach.context.set_offline(True)
    coach.page.reload()
    coach.field("Your passphrase").fill("four wrong green bicycles")
    coach.button("Open it").click()
    expect(coach.page.get_by_text("That passphrase does not open it.")).to_be_visible()
    coach.field("Your passphrase").fill(PHRASE)
    coach.button("Open it").click()
    card.get_by_role("button", name="Came to class").click()
    card.locator("summary", has_text="Write a note").click()
    card.get_by_label("Note", exact=True).fill("Spoke at the bus stop, all is well")
    card.get_by_role("button", name="Write it down").click()
    expect(coach.page.get_by_text("2 written here, not brought back yet.")).to_be_visible()
    coach.page.reload()
    coach.field("Your passphrase").fill(PHRASE)
    coach.button("Open it").click()
    expect(coach.page.get_by_text("2 written here, not brought back yet.")).to_be_visible()
    coach.context.set_offline(False)
    coach.button("Bring it back now").click()
    expect(coach.page.get_by_text(re.compile("2 saved, 0 to decide"))).to_be_visible()
    _whoever_left_leaves_the_phone(coach, card)


_EVERYTHING_KEPT = """async () => {
  const answer = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await answer(indexedDB.open("gainful-along", 1));
  const rows = await answer(db.transaction("kept").objectStore("kept").getAll());
  const decoder = new TextDecoder();
  const shelves = await Promise.all((await caches.keys()).map(async (name) => {
    const shelf = await caches.open(name);
    const found = await Promise.all((await shelf.keys()).map((request) => shelf.match(request)));
    return Promise.all(found.map((kept) => kept.text()));
  }));
  const text = (key, value) => value instanceof ArrayBuffer ? decoder.decode(value) : value;
  return JSON.stringify(rows, text) + shelves.flat().join("");
}"""
"""All that the phone holds, as somebody reads it who has the phone and no passphrase."""


def _whoever_left_leaves_the_phone(coach, card):
    """End the assignment on the site; the phone drops the person at its next connection."""
    second = coach.context.new_page()
    second.goto(coach.address + "/coach/today/")
    second.get_by_role("link", name="Ana Silva", exact=True).click()
    expect(second.get_by_text("Spoke at the bus stop, all is well")).to_be_visible()
    second.get_by_role("button", name="I look after them no longer").click()
    expect(second.get_by_role("button", name="I look after them", exact=True)).to_be_visible()
    coach.button("Bring it back now").click()
    expect(card).to_have_count(0)
    second.get_by_role("button", name="I look after them", exact=True).click()
    expect(second.get_by_role("button", name="I look after them no longer")).to_be_visible()
    second.close()


def test_after_the_hire_a_talk_with_each_side_and_a_concern_that_becomes_a_shared_plan(visitor):
    coach = visitor(width=360)
    coach.sign_in("coach")
    for side, words in (("person", "She likes the ward"), ("employer", "Good with patients, late twice")):
        coach.open("/coach/today/")
        coach.page.get_by_role("link", name=re.compile("^Write it down")).first.click()
        assert looked_at(coach.page) == []
        coach.page.set_viewport_size({"width": 360, "height": 800})
        coach.field("Which talk is it, after the first day?").select_option("month_1")
        coach.field("With whom did you speak?").select_option(side)
        coach.field("How is it going? Your note").fill(words)
        coach.button("Save").click()
        expect(coach.page.get_by_text("Written down.")).to_be_visible()
        expect(coach.page.get_by_text(words).first).to_be_visible()
    employer = visitor(width=360)
    employer.sign_in("employer")
    employer.open("/employer/doing/")
    employer.page.get_by_role("link", name=re.compile("^Say what you see")).first.click()
    assert looked_at(employer.page) == []
    employer.field("What do you see? The person reads it.").fill("Late on two Mondays in a row")
    employer.button("Save").click()
    expect(employer.page.get_by_text("Late on two Mondays in a row").first).to_be_visible()
    coach.open("/coach/today/")
    coach.page.get_by_role("link", name=re.compile("^Make a shared plan")).last.click()
    assert looked_at(coach.page) == []
    coach.page.set_viewport_size({"width": 360, "height": 800})
    coach.field("What shall change? In words that all three can read.").fill("On the ward at seven")
    coach.field("What is the next thing to do?").fill("Try the six o'clock bus on Saturday")
    coach.button("Save").click()
    expect(coach.page.get_by_text("The plan is shared with the person and the employer.")).to_be_visible()
    employer.open("/employer/doing/")
    expect(employer.page.get_by_text("Try the six o'clock bus on Saturday").first).to_be_visible()
    assert looked_at(employer.page) == []
