"""One person, from what she needs to a shared plan after the hire: mostly by keys, once without a connection.

At its end each hour and dollar of it stands in the ledger.
"""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.browser import HEIGHT, looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.hires import walk_to_first_day
from tests.journeys.others import CLASS_JOB, PASSWORD, ask_others

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1800)]
PHONE, NADIA = 360, "Nadia Brook"
PHRASE = "four quiet green bicycles"
GOAL, CARE = "I want to get home before my son does", "Care for my son in the first month"


def look(someone) -> None:
    """Look at the page at both widths, and go back to the phone."""
    assert looked_at(someone.page) == []
    someone.page.set_viewport_size({"width": PHONE, "height": HEIGHT})


def say_what_is_needed(nadia, keys) -> None:
    """Answer on the phone, leave, come back, finish; a question that hangs on an answer shows itself only then."""
    nadia.open("/participant/needs/")
    keys.choose(nadia.field("What fits you best? It decides what we ask first."), "single_parent")
    keys.press(nadia.button("Begin"))
    expect(nadia.page.get_by_role("heading", level=1)).to_have_text("Child care")
    hidden = nadia.page.get_by_role(
        "group", name="Is your child looked after while you are in class or at work?"
    )
    expect(hidden).to_be_hidden()
    with nadia.page.expect_response("**/save/"):
        keys.pick(nadia.page.get_by_role("radio", name="Yes", exact=True).first)
    expect(hidden).to_be_visible()
    expect(nadia.page.get_by_text("✓ Saved.")).to_be_visible()
    keys.pick(hidden.get_by_label("Some of the time"))
    keys.tick(nadia.page.get_by_label("When my child is sick"))
    keys.pick(nadia.page.get_by_label("Yes, now"))
    look(nadia)
    keys.press(nadia.button("Save, go on later"))
    keys.press(nadia.link("Go on"))
    expect(nadia.page.get_by_role("heading", level=1)).to_have_text("Getting around")
    for _part in range(9):
        title = nadia.page.get_by_role("heading", level=1)
        if title.inner_text() == "This is what you said":
            break
        before = nadia.page.url
        keys.press(nadia.button("Save and go on"))
        nadia.page.wait_for_url(lambda url, before=before: url != before)
    expect(nadia.page.get_by_text("You want help now with:")).to_contain_text("Child care")
    look(nadia)
    keys.press(nadia.button("This is right, finish"))
    expect(nadia.page.get_by_role("heading", level=1)).to_have_text("My support plan")


def set_a_goal_and_ask(nadia, keys) -> None:
    """Set a goal in her own words, say the next step, ask for 240 USD."""
    keys.press(nadia.page.locator("summary", has_text="Add a goal"))
    keys.choose(nadia.field("What is it about?").first, "child_care")
    keys.write(nadia.field("What do you want to change? Use your own words."), GOAL)
    keys.press(nadia.button("Add it"))
    goal = nadia.page.locator("section", has=nadia.page.get_by_role("heading", name=f"“{GOAL}”"))
    keys.press(goal.get_by_role("link", name="Add a next step"))
    keys.write(nadia.field("What is the next thing to do?"), "Visit two places")
    keys.press(nadia.button("Save"))
    expect(nadia.page.get_by_text("Visit two places").first).to_be_visible()
    keys.press(nadia.page.locator("summary", has_text="Ask for money"))
    keys.choose(nadia.page.locator("#money_kind"), "child_care")
    keys.write(nadia.page.locator("#money_words"), CARE)
    keys.write(nadia.page.locator("#money_amount"), "240")
    keys.press(nadia.button("Ask"))
    expect(nadia.page.get_by_text(CARE).first).to_be_visible()
    look(nadia)


def approve(manager) -> None:
    """Say yes to the money."""
    manager.link("Support").click()
    manager.link(CARE).click()
    assert looked_at(manager.page) == []
    manager.button("Approve").click()
    expect(manager.page.get_by_text("Approved. Their coach can give it now.")).to_be_visible()


def take_on_and_give(coach, hands, person: str) -> None:
    """Look after her from now on; give a voucher, whose receipt is of less."""
    coach.open(f"/coach/people/{person}/support/")
    hands.press(coach.button("I look after them"))
    expect(coach.button("I look after them no longer")).to_be_visible()
    coach.open("/coach/today/")
    hands.press(card(coach).get_by_role("link", name=re.compile("^Do it now")))
    expect(coach.field("How?")).to_be_visible()
    look(coach)
    today = f"{timezone.localdate():%Y-%m-%d}"
    hands.choose(coach.field("How?"), "voucher")
    hands.write(coach.field("To whom?"), "Bright Start")
    hands.write(coach.field("Number of the voucher or payment"), "V-77")
    coach.field("On which day?").fill(today)
    hands.press(coach.button("Save"))
    hands.press(coach.page.get_by_role("link", name=re.compile("^Enter the receipt")))
    hands.write(coach.field("Number of the receipt, or where it is"), "R-78")
    coach.field("Day of the receipt").fill(today)
    hands.write(coach.page.get_by_label(re.compile(r"^What was spent, USD \(of a voucher\)")), "225.50")
    hands.press(coach.button("Save"))
    expect(coach.page.get_by_text("receipt R-78")).to_be_visible()


def card(coach):
    """What the list of the day says of her."""
    return coach.page.locator("section.g-card", has=coach.page.get_by_role("heading", name=NADIA, exact=True))


def refer(coach, hands, visitor, person: str) -> str:
    """Send a referral, which the service answers by its link on a phone with a time; returns the referral's address."""
    coach.open(f"/coach/people/{person}/")
    hands.press(coach.link("Refer to a service"))
    hands.choose(coach.field("Needs help with"), "food")
    hands.press(coach.button("Show services"))
    assert looked_at(coach.page) == []
    hands.press(coach.button("Refer to Groceries"))
    hands.write(coach.field("What the service should know (optional)"), "A family of three")
    hands.choose(coach.field("How the person agreed"), "verbal")
    assert looked_at(coach.page) == []
    hands.press(coach.button("Send the referral"))
    referral = coach.path()
    hands.press(coach.button("Give a link"))
    link = coach.field("The link, shown once").input_value()
    assert looked_at(coach.page) == []
    service = visitor(width=PHONE)
    keys = Keyboard(service.page)
    service.page.goto(link)
    expect(service.page.get_by_text("A family of three")).to_be_visible()
    look(service)
    keys.write(service.field("Your name"), "Kim at the food shelf")
    keys.press(service.button("Yes, we take the person"))
    keys.press(service.page.locator("summary", has_text="Give the person a time"))
    service.field("Day").fill(f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}")
    service.field("Starts at").fill("11:30")
    look(service)
    keys.press(service.button("Make the appointment"))
    expect(service.page.get_by_text("Appointment made").first).to_be_visible()
    return referral


def keep_the_appointment(coach, hands, nadia, keys, referral: str) -> None:
    """See the time on the phone; a month on, nobody has said whether she came: the coach does, and closes the loop."""
    nadia.open("/participant/help/")
    expect(nadia.page.get_by_text("11:30 AM").first).to_be_visible()
    look(nadia)
    assert ask_others("let_a_month_pass", NADIA) == 1
    coach.open("/coach/today/")
    hands.press(card(coach).get_by_role("link", name=re.compile("^Say whether they came")))
    assert looked_at(coach.page) == []
    with coach.page.expect_navigation():
        hands.press(coach.button("The person came"))
    nadia.open("/participant/help/")
    keys.press(
        nadia.page.locator("section", has_text="Groceries").get_by_role("button", name="They helped me").first
    )
    expect(nadia.page.get_by_text("Thank you. It is noted.")).to_be_visible()
    coach.open(referral)
    expect(coach.page.get_by_text("Kim at the food shelf").first).to_be_visible()
    hands.press(coach.button("Close the referral"))
    expect(coach.page.get_by_text("Got the service").first).to_be_visible()
    assert looked_at(coach.page) == []
    coach.open("/coach/appointments/?past=1")
    assert looked_at(coach.page) == []


def a_day_without_a_connection(coach, person: str) -> None:
    """Take the day along; write without a connection, behind a passphrase; bring it back when there is one."""
    coach.page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    coach.open("/coach/today/")
    expect(coach.page.get_by_text("You said you would do this, and its day is past").first).to_be_visible()
    look(coach)
    coach.link("Take my day along").click()
    coach.field("A passphrase, at least 10 characters, best four words").fill(PHRASE)
    coach.field("The same once more").fill(PHRASE)
    coach.button("Take it along").click()
    mine = coach.page.locator("section.card", has=coach.page.get_by_role("heading", name=NADIA))
    expect(mine).to_be_visible()
    expect(coach.page.get_by_text("This page now opens without a connection, too.")).to_be_visible()
    look(coach)
    kept = coach.page.evaluate(_EVERYTHING_KEPT)
    assert "Nadia" not in kept
    coach.context.set_offline(True)
    coach.page.reload()
    coach.field("Your passphrase").fill("four wrong green bicycles")
    coach.button("Open it").click()
    expect(coach.page.get_by_text("That passphrase does not open it.")).to_be_visible()
    coach.field("Your passphrase").fill(PHRASE)
    coach.button("Open it").click()
    mine.get_by_role("button", name="Came to class").click()
    mine.locator("summary", has_text="Write a note").click()
    mine.get_by_label("Note", exact=True).fill("Spoke at the bus stop, all is well")
    mine.get_by_label("Minutes it took").fill("20")
    mine.get_by_role("button", name="Write it down").click()
    step = mine.locator("div.line", has_text="Visit two places")
    for day in (5, 6):  # changed twice: nobody is in conflict with oneself
        step.get_by_label("By").fill(f"{timezone.localdate().year + 1}-02-0{day}")
    expect(coach.page.get_by_text("4 written here, not brought back yet.")).to_be_visible()
    coach.page.reload()
    coach.page.locator("summary", has_text="Passphrase forgotten").click()
    coach.button("Take it off").click()
    expect(coach.page.get_by_text("What you wrote is not brought back yet.")).to_be_visible()
    coach.field("Your passphrase").fill(PHRASE)
    coach.button("Open it").click()
    expect(coach.page.get_by_text("4 written here, not brought back yet.")).to_be_visible()
    coach.context.set_offline(False)
    coach.button("Bring it back now").click()
    expect(coach.page.get_by_text(re.compile("4 saved, 0 to decide"))).to_be_visible()
    _whoever_left_leaves_the_phone(coach, mine, person)


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


def _whoever_left_leaves_the_phone(coach, mine, person: str) -> None:
    """End the assignment on the site; at its next connection the phone drops the day, before it is opened."""
    second = coach.context.new_page()
    second.goto(f"{coach.address}/coach/people/{person}/support/")
    expect(second.get_by_text("Spoke at the bus stop, all is well")).to_be_visible()
    second.get_by_role("button", name="I look after them no longer").click()
    expect(second.get_by_role("button", name="I look after them", exact=True)).to_be_visible()
    coach.page.reload()
    expect(
        coach.page.get_by_text(re.compile("no longer shared with you, so it was taken off"))
    ).to_be_visible()
    assert coach.page.evaluate(_EVERYTHING_KEPT).startswith("[]")
    expect(mine).to_have_count(0)
    second.get_by_role("button", name="I look after them", exact=True).click()
    expect(second.get_by_role("button", name="I look after them no longer")).to_be_visible()
    second.close()


def be_hired(visitor, manager, nadia, cohort: str) -> None:
    """Ask her whether she may be introduced; walk to the first day, on her own account."""
    mouse = Mouse()
    manager.open(f"/program/cohorts/{cohort}/introductions/")
    row = manager.page.locator("tr", has=manager.page.locator("input[name=pair]"))
    for other in row.filter(has_not_text=NADIA).all():
        mouse.tick(other.locator("input"))
    mouse.press(manager.button("Ask the chosen people"))
    expect(manager.page.get_by_text("1 person is asked.")).to_be_visible()
    walk_to_first_day(visitor, manager, mouse, NADIA, looks=True, account=nadia, began_days_ago=31)
    nadia.page.set_viewport_size({"width": PHONE, "height": HEIGHT})


def talk_with_both_after_a_month(coach, keys) -> None:
    """A month after the first day the list of the day asks for a talk with each side."""
    for side, minutes, words in (
        ("person", "25", "She likes the ward"), ("employer", "15", "Good with patients, late twice"),
    ):  # fmt: skip
        coach.open("/coach/today/")
        with_whom = "with the person" if side == "person" else "with the employer"
        due = card(coach).locator("li", has_text=f"1 month, {with_whom}")
        keys.press(due.get_by_role("link", name=re.compile("^Write it down")))
        expect(coach.field("Which talk is it, after the first day?")).to_have_value("month_1")
        look(coach)
        keys.choose(coach.field("With whom did you speak?"), side)
        keys.write(coach.field("How is it going? Your note"), words)
        keys.write(coach.page.get_by_label(re.compile("^Minutes it took")), minutes)
        keys.press(coach.button("Save"))
        expect(coach.page.get_by_text("Written down.")).to_be_visible()
        expect(coach.page.get_by_text(words).first).to_be_visible()
    coach.open("/coach/today/")
    expect(card(coach).locator("li", has_text="1 month, with")).to_have_count(0)


def make_a_shared_plan_of_a_concern(employer, coach, nadia) -> None:
    """Let the employer say on a phone what they see, the coach make a plan of it, and all three read it."""
    keys = Keyboard(employer.page)
    employer.open("/employer/doing/")
    keys.press(employer.page.get_by_role("link", name=re.compile(f"^Say what you see.*{NADIA}")))
    expect(employer.field("What do you see? The person reads it.")).to_be_visible()
    look(employer)
    keys.write(employer.field("What do you see? The person reads it."), "Late on two Mondays in a row")
    keys.press(employer.button("Save"))
    expect(employer.page.get_by_text("Late on two Mondays in a row").first).to_be_visible()
    coach.open("/coach/today/")
    of_coach = Keyboard(coach.page)
    of_coach.press(card(coach).get_by_role("link", name=re.compile("^Make a shared plan")))
    changes = coach.field("What shall change? In words that all three can read.")
    expect(changes).to_be_visible()
    look(coach)
    of_coach.write(changes, "On the ward at seven")
    of_coach.write(coach.field("What is the next thing to do?"), "Try the six o'clock bus on Saturday")
    of_coach.press(coach.button("Save"))
    expect(coach.page.get_by_text("The plan is shared with the person and the employer.")).to_be_visible()
    for someone, path in ((employer, "/employer/doing/"), (nadia, "/participant/support/")):
        someone.open(path)
        expect(someone.page.get_by_text("Try the six o'clock bus on Saturday").first).to_be_visible()
        look(someone)


def ledger_of(someone, path: str) -> list[tuple[str, str, str]]:
    """Each actual row of the ledger that somebody takes away as CSV: what, minutes, USD."""
    rows = csv.DictReader(someone.context.request.get(someone.address + path).text().splitlines())
    return sorted(
        (row["what"], row["minutes"], row["cost_usd"])
        for row in rows
        if row["happened"] in {"True", "yes", "true"}
    )


def test_one_person_from_what_she_needs_to_a_shared_plan_after_the_hire(visitor):
    at = ask_others("begin_class", NADIA)
    nadia, coach, manager, mouse = visitor(width=PHONE), visitor(), visitor(), Mouse()
    keys = Keyboard(nadia.page)
    nadia.sign_in_with(at["email"], PASSWORD)
    coach.sign_in("coach")
    manager.sign_in("program_manager")
    say_what_is_needed(nadia, keys)
    set_a_goal_and_ask(nadia, keys)
    approve(manager)
    nadia.open("/participant/support/")
    expect(nadia.page.locator("li", has_text=CARE)).to_contain_text("Approved")
    take_on_and_give(coach, mouse, at["person"])
    referral = refer(coach, mouse, visitor, at["person"])
    keep_the_appointment(coach, mouse, nadia, keys, referral)
    a_day_without_a_connection(coach, at["person"])
    be_hired(visitor, manager, nadia, at["cohort"])
    talk_with_both_after_a_month(coach, Keyboard(coach.page))
    employer = visitor(width=PHONE)
    employer.sign_in("employer")
    make_a_shared_plan_of_a_concern(employer, coach, nadia)

    happened = [
        ("Child care: Care for my son in the first month", "", "225.50"),
        ("Phone call with Casey Lund", "15", ""),
        ("Phone call with Casey Lund", "20", ""),
        ("Phone call with Casey Lund", "25", ""),
    ]
    assert ledger_of(coach, f"/coach/people/{at['person']}/ledger.csv") == happened
    assert ledger_of(nadia, "/participant/ledger.csv") == happened
    nadia.open("/participant/ledger/")
    expect(nadia.page.get_by_text("$225.50 is spent so far, 1 hour.")).to_be_visible()
    look(nadia)
    coach.open(f"/coach/people/{at['person']}/support/")
    expect(coach.page.get_by_text(CLASS_JOB).first).to_be_visible()
