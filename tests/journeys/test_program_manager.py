"""From a pasted posting to a plan that others can read: once with a mouse, once with keys only."""

from __future__ import annotations

import csv
import io
import json

import pytest
from playwright.sync_api import expect

from tests.journeys import jobs
from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


@pytest.fixture(params=BOTH)
def manager(request, visitor):
    """A program manager at their first page, and the hands they use."""
    someone = visitor()
    hands = Mouse() if request.param == "mouse" else Keyboard(someone.page)
    someone.open("/")
    hands.press(someone.button("Sign in as Program manager"))
    someone.page.wait_for_url("**/program/")
    return someone, hands


def test_from_a_posting_to_a_plan_that_opens_without_an_account(manager, visitor):
    someone, hands = manager
    job = jobs.read_posting(someone, hands)
    assert someone.page.get_by_text("Nursing Assistants", exact=True).is_visible()
    assert someone.page.locator(".j-text mark").count() > 10
    jobs.change_level(someone, hands)
    jobs.change_need(someone, hands, "we_train")
    jobs.see_people(someone, hands)
    feeders = jobs.feeder_titles(someone)
    assert "Home Health Aides" in feeders
    assert "Flight Attendants" in feeders
    jobs.make_plan(someone, hands)
    assert "2 people" in someone.page.locator(".j-lead").inner_text()
    _exports_agree(someone, job)
    link = jobs.shared_link(someone, hands)
    _reads_without_an_account(visitor, link)


def _exports_agree(someone, job):
    """The files behind the plan's links say what the page says."""
    total = someone.page.get_by_role("rowheader", name="Total", exact=True)
    page_total = (
        someone.page.locator("tfoot tr", has=total)
        .locator(".j-num")
        .inner_text()
        .replace(",", "")
        .strip("$ ")
    )
    answer = someone.context.request
    plan = json.loads(answer.get(f"{someone.address}{job}plan.json").text())
    assert {"occupation", "profile", "people", "feeder_occupations", "courses", "mix", "cost"} <= plan.keys()
    assert plan["occupation"]["code"] == "31-1131.00"
    rows = csv.DictReader(io.StringIO(answer.get(f"{someone.address}{job}plan.csv").text().lstrip("\ufeff")))
    total = sum(float(row["amount_usd"]) for row in rows if row["paid_by"] == "program")
    assert total == pytest.approx(float(page_total), abs=1)
    pdf = answer.get(f"{someone.address}{job}plan.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF")


def _reads_without_an_account(visitor, link):
    """A stranger with the link sees the plan, no names, and nothing to press that opens more."""
    stranger = visitor(width=360)
    stranger.page.goto(link)
    expect(stranger.page.get_by_role("heading", name="Budget")).to_be_visible()
    assert stranger.page.get_by_role("navigation", name="Main").count() == 0
    assert stranger.page.get_by_role("heading", name="People", exact=True).count() == 0


@pytest.mark.slow
def test_fast_steps_on_a_slider_are_all_kept(visitor):
    someone = visitor()
    someone.sign_in("program_manager")
    jobs.read_posting(someone, Mouse())
    slider = jobs.first_level(someone, Mouse())
    name, before = slider.get_attribute("id"), float(slider.input_value())
    slider.focus()
    with someone.page.expect_response("**/profile/line/"):
        for _ in range(3):
            someone.page.keyboard.press("ArrowRight")
    expect(someone.page.locator("#profile-panel [role=status]")).not_to_be_empty()
    assert someone.page.evaluate("document.activeElement.id") == name
    someone.page.reload()
    assert float(someone.page.locator(f"[id='{name}']").input_value()) == before + 1.5


def test_the_list_counts_again_as_the_constraints_move(visitor):
    someone, hands = visitor(), Mouse()
    someone.sign_in("program_manager")
    jobs.read_posting(someone, hands)
    jobs.see_people(someone, hands)
    before = someone.page.locator("#people-sentence").inner_text()
    hands.press(someone.page.locator("#drawer > summary"))
    with someone.page.expect_response(lambda answer: "/people/" in answer.url):
        hands.tick(someone.page.locator("#c-shifts"))
    expect(someone.page.locator("#people-sentence")).not_to_have_text(before)
    assert "shifts" not in someone.path()


def test_a_form_is_sent_once_and_says_what_it_is_doing(visitor):
    someone = visitor()
    someone.sign_in("program_manager")
    someone.open("/program/jobs/new/")
    someone.page.evaluate(
        """() => { window.sent = 0; window.addEventListener("submit", (event) => {
             if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); }); }"""
    )
    someone.field("Paste the job posting, drop a file, or describe the job.").fill(jobs.POSTING)
    someone.button("Read the job").dblclick()
    someone.button("Read the job").click()
    expect(someone.page.locator("[data-progress-words]")).to_contain_text("…")
    assert someone.page.evaluate("window.sent") == 1


def test_an_empty_box_says_what_to_do_and_keeps_the_place(visitor):
    someone, hands = visitor(), Mouse()
    someone.sign_in("program_manager")
    someone.open("/program/jobs/new/")
    hands.press(someone.button("Read the job"))
    alert = someone.page.locator("#form-errors")
    expect(alert).to_be_focused()
    assert alert.inner_text()
