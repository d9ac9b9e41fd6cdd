"""A class on a phone: weeks of attendance with the connection lost midway, an absence alert, a skill gain."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE, COHORT, ANA = 360, "Autumn care class (sample)", "Ana Silva"


def plan_a_class(manager) -> str:
    """Plan a class that began an hour ago, with keys only; returns its address."""
    keys, begins = (
        Keyboard(manager.page),
        timezone.now().astimezone(ZoneInfo("America/Chicago")) - timedelta(hours=1),
    )
    manager.open("/program/cohorts/")
    keys.press(manager.link(COHORT))
    keys.press(manager.link("Classes"))
    manager.page.wait_for_url("**/classes/")
    assert looked_at(manager.page) == []
    keys.press(manager.link("Plan classes"))
    manager.page.wait_for_url("**/new/")
    assert looked_at(manager.page) == []
    keys.write(manager.field("What it is about"), "Feeding and drinking")
    manager.field("Day").fill(f"{begins:%Y-%m-%d}")
    manager.field("Begins at").fill(f"{begins:%H:%M}")
    keys.choose(manager.field("Time zone (optional)"), "America/Chicago")
    keys.press(manager.button("Save"))
    expect(manager.page.get_by_text("1 class is planned.")).to_be_visible()
    manager.page.wait_for_url("**/classes/")
    keys.press(manager.link("Feeding and drinking"))
    manager.page.wait_for_url("**/program/classes/*/")
    return manager.path().replace("/program/", "/instructor/")


def mark(someone, name: str, word: str) -> None:
    """Tap one answer beside a name."""
    someone.page.get_by_role("group", name=name).get_by_label(word, exact=True).check()


def test_attendance_on_a_phone_reaches_the_coach_and_a_gain_is_recorded(visitor):
    manager = visitor()
    manager.sign_in("program_manager")
    address = plan_a_class(manager)

    teacher, thumb = visitor(width=PHONE), Mouse()
    teacher.sign_in("instructor")
    thumb.press(teacher.link(COHORT))
    thumb.press(teacher.link("Classes and attendance"))
    teacher.page.wait_for_url("**/classes/")
    teacher.open(f"{teacher.path()}?which=past")
    held = teacher.page.locator("tr", has_text="Held").get_by_role("link")
    weeks = [each.get_attribute("href") for each in held.all()]
    assert len(weeks) >= 3, "the sample cohort has met"
    teacher.open(address)
    state = teacher.page.locator("[data-taps-state]")
    names = [each.inner_text() for each in teacher.page.locator("legend").all()]
    others = [name for name in names if name != ANA]
    mark(teacher, others[0], "There")
    expect(state).to_have_text("Everything is saved.")
    assert looked_at(teacher.page) == []
    teacher.context.set_offline(True)
    mark(teacher, others[1], "Late")
    mark(teacher, ANA, "Absent")
    expect(state).to_contain_text("2 not saved yet")
    teacher.context.set_offline(False)
    expect(state).to_have_text("Everything is saved.", timeout=20_000)
    teacher.open(address)
    for name, word in ((others[0], "There"), (others[1], "Late"), (ANA, "Absent")):
        expect(teacher.page.get_by_role("group", name=name).get_by_label(word, exact=True)).to_be_checked()
    thumb.press(teacher.button("Everybody else is here"))
    expect(teacher.page.locator("[data-unmarked]")).to_have_text("0")
    thumb.press(teacher.button("Close the class and book the hours"))
    expect(teacher.page.get_by_text("the hours are in the books")).to_be_visible()
    for week in reversed(weeks[:2]):  # the newest stand first
        teacher.open(week)
        mark(teacher, ANA, "Absent")
        expect(state).to_have_text("Everything is saved.")

    coach = visitor()
    coach.sign_in("coach")
    expect(coach.page.get_by_text("They missed several classes in a row").first).to_be_visible()
    assert looked_at(coach.page) == []
    coach.open("/program/cohorts/")
    for link in (COHORT, "Hours", ANA):
        Mouse().press(coach.link(link))
    coach.page.wait_for_url("**/classmates/*/")
    coach.page.get_by_text("Record a skill gain", exact=True).first.click()
    coach.page.locator("#id_gain-kind").select_option("milestone")
    coach.page.locator("#id_gain-achieved_on").fill(f"{timezone.localdate():%Y-%m-%d}")
    coach.page.locator("#id_gain-evidence").fill("Progress report of week 3")
    Mouse().press(coach.button("Record a skill gain"))
    expect(coach.page.get_by_text("Progress report of week 3")).to_be_visible()
    assert looked_at(coach.page) == []

    person = visitor(width=PHONE)
    person.sign_in("participant")
    person.open("/participant/classes/")
    expect(person.page.get_by_text("Feeding and drinking: Absent")).to_be_visible()
    assert looked_at(person.page) == []
    assert len(person.page.content()) < 30_000
