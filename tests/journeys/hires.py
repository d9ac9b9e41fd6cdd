"""The way of one person from the question whether they may be introduced to their first day, walked in browsers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Hands, Keyboard, Mouse
from tests.journeys.visitor import Visitor

PHONE = 360


def turn_pages(manager: Visitor, hands: Hands, row: Locator) -> None:
    """Go on to the next page of a list until the row is there; the old page is not asked again."""
    while not row.count():
        here = manager.page.url
        hands.press(manager.page.locator("nav.j-pages").get_by_role("link", name="Next page"))
        manager.page.wait_for_url(lambda url, here=here: url != here)


def persons_link(manager: Visitor, hands: Hands, name: str) -> str:
    """Take the link of the person who was asked, to hand it over without e-mail; the list may have several pages."""
    manager.open("/program/requests/?state=open")
    row = manager.page.locator("tr", has_text="May we introduce you?").filter(has_text=name).first
    turn_pages(manager, hands, row)
    hands.press(row.locator("summary"))
    hands.press(row.get_by_role("button", name="Give a link"))
    return manager.field("The link").input_value()


def open_step(someone: Visitor, hands: Hands, title: str) -> Locator:
    """Open the box of one step with these hands."""
    box = someone.page.locator("details.g-card", has=someone.page.locator("summary", has_text=title))
    if box.get_attribute("open") is None:
        hands.press(box.locator("summary"))
    return box


def walk_to_first_day(
    visitor,
    manager: Visitor,
    hands: Hands,
    name: str,
    *,
    looks: bool,
    account: Visitor | None = None,
    began_days_ago: int = 0,
) -> None:
    """Walk a person who was asked through their yes, an interview, an offer and the first day.

    `looks`: axe looks at each page on the way, and the person's phone is worked by keys alone.
    `account`: where the person is signed in; without one they answer through the link that they are given.
    `began_days_ago`: the employer says only so much later that they began.
    """

    def looked(someone: Visitor) -> None:
        if looks:
            assert looked_at(someone.page) == []

    phone = account or visitor(width=PHONE)
    if account:
        phone.open("/participant/jobs/")
        phone.page.locator("main a[href*='/participant/jobs/']").first.click()
    else:
        phone.page.goto(persons_link(manager, hands, name))
    expect(phone.page.get_by_role("heading", name="What they read about you")).to_be_visible()
    looked(phone)
    hands_on_phone: Hands = Keyboard(phone.page) if looks else Mouse()
    hands_on_phone.tick(phone.page.get_by_label(re.compile("How to reach me")))
    hands_on_phone.press(phone.button("Yes, introduce me"))
    expect(phone.page.get_by_text("You can stop it at any time.").first).to_be_visible()

    employer = visitor()
    employer.sign_in("employer")
    employer.open("/employer/people/")
    looked(employer)
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
    looked(phone)
    hands_on_phone.press(phone.button("Yes, I take the job"))
    expect(phone.page.get_by_text("You accepted.").first).to_be_visible()

    employer.page.reload()
    if began_days_ago:
        began = date.today() - timedelta(days=began_days_ago)  # noqa: DTZ011
        employer.page.get_by_label("First day").last.fill(began.isoformat())
    hands.press(employer.button("They began: fill the opening"))
    expect(employer.page.get_by_text("Recorded. The opening is filled.")).to_be_visible()
    looked(employer)
    employer.leave()
    if account is None:
        phone.leave()
