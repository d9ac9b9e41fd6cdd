"""A promise from its posting to a withdrawn opening: other orders, links without an account, a phone, a keyboard."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys import jobs
from tests.journeys.browser import looked_at
from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(1200),
    pytest.mark.slow,
]
"""In each run its pages are walked by test_employer and test_train; tests/domain/plans/test_faults and test_changes and
tests/www/employer/test_promises hold what follows a change and a withdrawn opening."""
PHONE = 360
TOLD_WITHIN_S = 240
"""The worker looks every second; on a busy machine its start takes a while."""


@pytest.fixture(params=BOTH)
def guest(request, visitor):
    """Somebody without an account, with a phone, and the hands they use."""

    def come():
        someone = visitor(width=PHONE)
        return someone, Mouse() if request.param == "mouse" else Keyboard(someone.page)

    return come


def commit(someone, hands) -> None:
    """Sign for the openings of the plan that is shown."""
    hands.write(someone.field("Full name"), "Dana Okafor")
    hands.write(someone.field("Job title"), "Head of nursing")
    hands.press(someone.button("Sign for the openings"))


def make_again(manager, hands, job: str) -> None:
    """Make the plan again, which its page offers open while it is out of date."""
    manager.open(f"{job}plan/")
    expect(manager.page.get_by_role("heading", name="This plan is out of date")).to_be_visible()
    hands.press(manager.button("Make the plan"))
    expect(manager.page.get_by_text("version 2").first).to_be_visible()


def link_for_the_person(manager, hands) -> str:
    """Take the link of the first person who owes an answer, to hand it over without e-mail."""
    row = manager.page.locator("tr", has_text="A job is planned for you").first
    for number in range(1, 6):  # others may have asked for more than fits on one page
        manager.open(f"/program/requests/?state=open&page={number}")
        if row.count():
            break
    hands.press(row.locator("summary"))
    hands.press(row.get_by_role("button", name="Give a link"))
    return manager.field("The link").input_value()


def told(manager, words: str) -> None:
    """Wait until a message stands on the page of messages: the worker writes it by itself."""
    end = time.monotonic() + TOLD_WITHIN_S
    while time.monotonic() < end:
        manager.open("/program/messages/")
        if manager.page.get_by_text(words).count():
            return
        time.sleep(0.5)
    raise AssertionError(f"nobody was told within {TOLD_WITHIN_S} s: {words}")


def test_a_promise_is_kept_in_step_with_what_changes(visitor, guest):
    manager, hands = visitor(), Mouse()
    manager.sign_in("program_manager")
    job = jobs.read_posting(manager, hands)
    jobs.name_employer(manager, hands)
    confirm = jobs.shared_link(manager, hands, "Confirm with the employer")

    phone, thumbs = guest()  # the employer signs what the job needs, through the link
    phone.page.goto(confirm)
    jobs.sign(phone, thumbs)
    assert looked_at(phone.page) == []

    manager.open(f"{job}people/")
    jobs.make_plan(manager, hands)
    first_plan = jobs.shared_link(manager, hands, "Ask the employer to sign")

    employer = visitor()  # then changes what the job needs, signed in
    employer.sign_in("employer")
    opening = f"/employer/openings/{job.rstrip('/').rpartition('/')[2]}/"
    employer.open(opening)
    jobs.change_level(employer, hands)

    phone.page.goto(first_plan)  # the old plan says so, and takes no signature
    expect(phone.page.get_by_role("heading", name="This plan is out of date")).to_be_visible()
    expect(phone.button("Sign for the openings")).to_have_count(0)
    assert looked_at(phone.page) == []

    make_again(manager, hands, job)
    assert looked_at(manager.page) == []
    second_plan = jobs.shared_link(manager, hands, "Ask the employer to sign")

    person, fingers = guest()  # the person answers before the employer, through a link of their own
    person.page.goto(link_for_the_person(manager, hands))
    assert looked_at(person.page) == []
    fingers.tick(person.page.locator("input[name=answer][value=yes]"))
    fingers.press(person.button("Send my answer"))
    expect(person.page.get_by_text("You said: Yes.")).to_be_visible()

    phone, thumbs = guest()  # the employer signs for the openings first, then the profile
    phone.page.goto(second_plan)
    commit(phone, thumbs)
    expect(phone.page.get_by_text("Signed. Thank you.").first).to_be_visible()
    employer.open(opening)
    jobs.sign(employer, hands)
    manager.open(f"{job}plan/")
    expect(manager.page.locator(".j-title .j-tag", has_text=re.compile("Signed"))).to_be_visible()

    employer.open(opening)  # an opening is withdrawn
    row = employer.page.locator("tr", has=employer.page.locator("summary", has_text="Withdraw")).first
    hands.press(row.locator("summary"))
    hands.write(row.get_by_label("Why"), "The night ward closes")
    hands.press(row.get_by_role("button", name=re.compile("^Withdraw")))
    expect(employer.page.get_by_text("Everyone concerned is told").first).to_be_visible()
    assert looked_at(employer.page) == []

    told(manager, "The night ward closes")
    assert looked_at(manager.page) == []
    manager.open(f"{job}plan/")
    expect(manager.page.get_by_role("heading", name="Changed since it was signed")).to_be_visible()
    expect(manager.page.get_by_text("The signed plan stays as it was signed.")).to_be_visible()
    phone.page.goto(second_plan)  # whoever holds the link sees what follows
    expect(phone.page.get_by_role("heading", name="Changed since it was signed")).to_be_visible()
