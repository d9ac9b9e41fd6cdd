"""A manager brings a spreadsheet: columns understood, wrong rows told with their reason, the others saved."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys import imports
from tests.journeys.browser import looked_at
from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


@pytest.fixture(params=BOTH)
def manager(request, visitor):
    """A program manager at their first page, and the hands they use."""
    someone = visitor()
    someone.sign_in("program_manager")
    return someone, Mouse() if request.param == "mouse" else Keyboard(someone.page)


def test_people_from_a_spreadsheet_stand_in_the_pool(manager):
    someone, hands = manager
    code = f"J{uuid4().hex[:6]}".upper()
    hands.press(someone.link("People"))
    imports.bring(someone, hands, imports.PEOPLE.format(code=code), "people.csv")
    expect(someone.page.get_by_text("2 rows are ready, 1 needs correction")).to_be_visible()
    expect(someone.page.get_by_text("Line 4", exact=True)).to_be_visible()
    expect(someone.page.get_by_role("link", name="People", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    hands.choose(someone.field("What is their situation, where the file does not say it?"), "displaced")
    hands.press(someone.button("Save 2 rows"))
    expect(someone.page.get_by_role("heading", name="2 people were saved")).to_be_visible()
    assert looked_at(someone.page) == []
    hands.press(someone.link("See them"))
    hands.write(someone.field("Name, person ID or email"), f"{code}-1")
    hands.press(someone.button("Show"))
    hands.press(someone.link("Inez Quillfeather"))
    expect(someone.page.locator("strong", has_text="Flight Attendant")).to_be_visible()


def test_courses_from_a_spreadsheet_stand_in_the_catalogue(manager):
    someone, hands = manager
    code = f"C{uuid4().hex[:6]}".upper()
    hands.press(someone.link("Training"))
    imports.bring(someone, hands, imports.COURSES.format(code=code), "courses.csv")
    expect(someone.page.get_by_text("1 row is ready, 1 needs correction")).to_be_visible()
    hands.press(someone.button("Save 1 row"))
    hands.press(someone.link("See them"))
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Which courses can we plan with?")
