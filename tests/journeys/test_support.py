"""Sent, answered by link on a phone, a time, received: one referral from the coach to what came of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE = 360


def test_a_referral_is_followed_to_its_end(visitor):
    coach, hands = visitor(), Mouse()
    coach.sign_in("coach")
    coach.open("/coach/services/")
    expect(coach.page.get_by_text("Evening child care")).to_be_visible()
    assert looked_at(coach.page) == []
    coach.open("/coach/?q=Ana+Silva")
    hands.press(coach.link("Ana Silva"))
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

    service, thumbs = visitor(width=PHONE), Mouse()
    service.page.goto(link)
    expect(service.page.get_by_text("A family of three")).to_be_visible()
    assert looked_at(service.page) == []
    thumbs.write(service.field("Your name"), "Kim at the food shelf")
    thumbs.press(service.button("Yes, we take the person"))
    thumbs.press(service.page.get_by_text("Give the person a time"))
    thumbs.write(service.field("Day"), f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}")
    thumbs.write(service.field("Starts at"), "11:30")
    assert looked_at(service.page) == []
    thumbs.press(service.button("Make the appointment"))
    expect(service.page.get_by_text("Appointment made").first).to_be_visible()

    person = visitor(width=PHONE)
    person.sign_in("participant")
    person.open("/participant/help/")
    expect(person.page.get_by_text("11:30 AM").first).to_be_visible()
    assert looked_at(person.page) == []
    Mouse().press(
        person.page.locator("section", has_text="Groceries")
        .get_by_role("button", name="They helped me")
        .first
    )
    expect(person.page.get_by_text("Thank you. It is noted.")).to_be_visible()

    coach.open(referral)
    expect(coach.page.get_by_text("Kim at the food shelf").first).to_be_visible()
    hands.press(coach.button("Close the referral"))
    expect(coach.page.get_by_text("Got the service").first).to_be_visible()
    assert looked_at(coach.page) == []
    coach.open("/coach/appointments/")
    assert looked_at(coach.page) == []
