"""A coach goes from the list to a record and reads why it is open; it closes with the person's consent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
AGENCY = "Two Rivers Workforce (sample)"
ONCE_AGREED = ("What I need help with",)
"""What is not ticked from the start when a person lets an agency help."""


@pytest.fixture(params=BOTH)
def coach(request, visitor):
    """A coach at their list, and the hands they use."""
    someone = visitor()
    someone.sign_in("coach")
    someone.open("/coach/")
    return someone, Mouse() if request.param == "mouse" else Keyboard(someone.page)


def test_from_the_list_to_a_record_that_closes_with_the_consent(coach, visitor):
    someone, hands = coach
    hands.write(someone.field("Name, person ID or email"), "Ana Silva")
    hands.press(someone.button("Search"))
    someone.page.wait_for_url("**?q=Ana**")
    hands.press(someone.link("Ana Silva"))
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Ana Silva")
    expect(someone.page.locator("section", has_text="You see this because")).to_contain_text("until")
    expect(someone.page.get_by_text("Northern Sky Airlines")).to_be_visible()
    record = someone.path()
    ana = visitor()
    ana.sign_in("participant")
    _stop(ana)
    someone.open(record)
    assert "no such page" in someone.heading()
    _allow(ana)
    someone.open(record)
    assert someone.heading() == "Ana Silva"


def _stopping(ana):
    """Return the button that ends this agency's consent: another one may have been let in too."""
    return ana.page.get_by_role("button", name=re.compile(f"Stop this now *: {re.escape(AGENCY)}"))


def _stop(ana):
    ana.open("/participant/privacy/")
    _stopping(ana).click()
    expect(ana.page.get_by_role("heading", name="Ended")).to_be_visible()


def _allow(ana):
    box = ana.page.locator("details", has_text=f"Let {AGENCY} help me")
    box.locator("summary").click()
    for scope in ONCE_AGREED:
        box.locator("label", has_text=scope).first.click()
    box.get_by_role("button", name="Allow").click()
    expect(_stopping(ana)).to_have_count(1)
