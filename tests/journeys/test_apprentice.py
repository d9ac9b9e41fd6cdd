"""An apprenticeship walks through a year of hours to its last wage step: logged, confirmed by the mentor, paid."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.hires import turn_pages
from tests.site.running import superuser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE, ANA = 360, "Ana Silva"
YEAR = """
WITH mine AS (
  UPDATE cohorts_apprenticeship SET begins_on = current_date - 370 WHERE name = %(name)s AND status = 'active'
  RETURNING id
), logged AS (
  SELECT p.apprenticeship_id, p.id AS process, p.number,
    (p.hours * 60 - coalesce((SELECT sum(h.minutes) FROM cohorts_jobhours h WHERE h.process_id = p.id), 0)
      - CASE p.number WHEN 2 THEN 480 ELSE 0 END)::int AS minutes
  FROM cohorts_workprocess p JOIN mine ON mine.id = p.apprenticeship_id
)
INSERT INTO cohorts_jobhours (id, apprenticeship_id, process_id, day, minutes, words, status, logged_at, settled_by,
  answer)
SELECT gen_random_uuid(), l.apprenticeship_id, l.process, current_date - 369 + (n - 1) + (l.number - 1) * 200,
  least(480, l.minutes - 480 * (n - 1)), '', 'logged', now(), '', ''
FROM logged l, generate_series(1, (l.minutes + 479) / 480) n"""
"""All of the term but the last day of the second process; rows, since nobody taps a year in a test."""


def log_the_last_day(phone) -> None:
    """Log eight hours of today on a phone, by keys."""
    keys = Keyboard(phone.page)
    phone.open("/participant/apprenticeship/")
    assert looked_at(phone.page) == []
    process = phone.page.locator("select[name=process]")
    value = process.locator("option", has_text="Vital signs and records").get_attribute("value")
    keys.choose(process, str(value))
    phone.page.locator("input[name=day]").fill(timezone.localdate().isoformat())
    keys.write(phone.page.locator("input[name=minutes]"), "480")
    keys.press(phone.button("Log them"))
    expect(phone.page.get_by_text(re.compile(r"wait for your mentor")).first).to_be_visible()


def mentors_link(manager, hands) -> str:
    """Take the link of the mentor who was asked to confirm hours."""
    manager.open("/program/requests/?state=open")
    row = manager.page.locator("tr", has_text="Confirm an apprentice's hours").first
    turn_pages(manager, hands, row)
    hands.press(row.locator("summary"))
    hands.press(row.get_by_role("button", name="Give a link"))
    return manager.field("The link").input_value()


def test_an_apprenticeship_walks_to_its_last_wage_step(visitor):
    data = Path(os.environ["GAINFUL_TEST_DATA"], "journeys", "var")
    manager, mouse = visitor(), Mouse()
    manager.sign_in("program_manager")
    with superuser(data) as connection:
        connection.execute(YEAR, {"name": ANA})
    phone = visitor(width=PHONE)
    phone.sign_in("participant")
    log_the_last_day(phone)

    mentor = visitor(width=PHONE)
    mentor.page.goto(mentors_link(manager, mouse))
    expect(mentor.page.get_by_role("heading", level=1)).to_have_text(f"Did {ANA} work these hours?")
    assert looked_at(mentor.page) == []
    while mentor.button("Confirm what is ticked").count():
        with mentor.page.expect_navigation():
            Mouse().press(mentor.button("Confirm what is ticked"))
        expect(mentor.page.get_by_text("Thank you. The hours count.").first).to_be_visible()
    expect(mentor.page.get_by_text("Nothing waits for you.")).to_be_visible()

    manager.open("/program/apprenticeships/")
    mouse.press(manager.page.get_by_role("table").get_by_role("link", name=ANA).first)
    expect(manager.page.get_by_text("2000 of 2000 hours on the job")).to_be_visible()
    assert looked_at(manager.page) == []
    keys = Keyboard(manager.page)
    for _step in range(2):
        with manager.page.expect_navigation():
            keys.press(manager.button("The employer pays it").first)
    expect(manager.page.get_by_text("not noted as paid")).to_have_count(0)
    expect(manager.page.get_by_role("listitem").filter(has_text="From 2000 hours: $21.00")).to_contain_text(
        "paid from"
    )
    phone.page.reload()
    expect(phone.page.get_by_text("Your wage is $21.00 an hour.")).to_be_visible()
    assert looked_at(phone.page) == []
    with manager.page.expect_download() as found:
        manager.open("/program/apprenticeships/")
        manager.page.get_by_role("link", name=re.compile("CSV|Export", re.IGNORECASE)).first.click()
    assert "2000=21.00" in found.value.path().read_text(encoding="utf-8-sig")
    assert manager.complaints == []
