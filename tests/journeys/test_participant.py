"""A participant sends a résumé, checks it line by line, sees who looked, and takes a consent back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
RESUME = """Cashier, Lakeside Grill, 2012 to 2015
Flight attendant, Sky Air, June 2016 to August 2025. Served meals, explained safety rules, gave first aid.
CPR certified
"""


@pytest.fixture(params=BOTH)
def participant(request, visitor):
    """A participant at their first page on a phone's width, and the hands they use."""
    someone = visitor(width=360)
    someone.sign_in("participant")
    return someone, Mouse() if request.param == "mouse" else Keyboard(someone.page)


def test_a_resume_counts_only_after_it_was_checked(participant):
    someone, hands = participant
    someone.open("/participant/resume/")
    hands.write(someone.page.locator("textarea"), RESUME)
    hands.press(someone.button("Read it"))
    expect(someone.page.get_by_role("heading", name="Did we read this right?")).to_be_visible()
    assert looked_at(someone.page) == []
    boxes = someone.page.locator("input[type=checkbox][name^=keep-]")
    before = boxes.count()
    assert before >= 2
    hands.tick(boxes.last)
    expect(boxes.last).not_to_be_checked()
    hands.press(someone.button("This is right, save it"))
    expect(someone.page.get_by_text("Sky Air").first).to_be_visible()


def test_the_one_who_is_looked_at_sees_who_looked_and_can_stop_it(participant, visitor):
    someone, hands = participant
    coach = visitor()
    coach.sign_in("coach")
    coach.open("/coach/")
    coach.page.locator("main table a").first.click()
    expect(coach.page.get_by_text("The person sees that you opened this.")).to_be_visible()
    someone.open("/participant/privacy/")
    expect(someone.page.get_by_role("heading", name="Who looked")).to_be_visible()
    stop = someone.page.get_by_role("button", name=re.compile("Stop this now *: Two Rivers"))
    hands.press(stop)
    expect(someone.page.get_by_role("heading", name="Ended")).to_be_visible()
    expect(stop).to_have_count(0)
    box = someone.page.locator("details", has_text="Let Two Rivers Workforce (sample) help me")
    hands.press(box.locator("summary"))
    expect(box.get_by_role("button").last).to_be_visible()  # `all` does not wait for the boxes before it
    for part in box.get_by_role("checkbox").all():  # the journeys that follow need what was shared before
        if not part.is_checked():
            hands.tick(part)
    hands.press(box.get_by_role("button", name="Allow"))
    expect(stop).to_have_count(1)
