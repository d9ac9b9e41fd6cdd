"""Both sides say how it goes, the manager reads what became of people, and anybody reads what was released."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE = 360


def test_somebody_not_drawn_and_an_employer_answer_and_the_figures_are_read_by_all(visitor):
    person = visitor(width=PHONE)
    person.sign_in("participant")
    person.open("/participant/jobs/")
    person.link("How are you doing?").click()
    assert looked_at(person.page) == []
    person.page.get_by_label("Do you work at the moment?").select_option("yes")
    person.button("Send my answer").click()
    expect(person.page.get_by_text("Thank you. Your answer is in.")).to_be_visible()

    employer = visitor(width=PHONE)
    employer.sign_in("employer")
    employer.link("Say how a hire goes").first.click()
    employer.page.get_by_label("Which skills do you miss?").fill("Charting")
    employer.button("Send my answer").click()
    expect(employer.page.get_by_text("Thank you. Your answer is in.")).to_be_visible()

    manager = visitor()
    manager.sign_in("program_manager")
    manager.link("Results").first.click()
    assert "What became of people?" in manager.heading()
    manager.page.get_by_label("Compare by").select_option("cohort")
    manager.button("Show").click()
    expect(manager.page.get_by_text("Care, first group").first).to_be_visible()
    manager.link("Who answers how it goes").click()
    expect(
        manager.page.get_by_text("Too many more are lost").or_(manager.page.get_by_text("near enough"))
    ).to_have_count(1)

    anybody = visitor()
    anybody.open("/guest/programs/")
    anybody.link("Care careers (sample)").click()
    expect(anybody.page.get_by_text("How sure is this?")).to_be_visible()
    assert looked_at(anybody.page) == []
