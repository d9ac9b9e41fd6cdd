"""An employer's workforce of 2,000 becomes an inventory, an internal cohort and a filled internal role; and a layoff.

Both cohorts have more applicants than seats: their seats are drawn, and the draw is computed again from its record.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.hires import walk_to_first_day
from tests.journeys.others import STAFF, ask_others
from tests.journeys.seats import draw, find_eligible, recomputed
from tests.workforce import csv_of, line

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PEOPLE = 2_000
TITLES = (
    "Registered Nurses",
    "Nursing Assistants",
    "Cooks, Restaurant",
    "Retail Salespersons",
    "Zorgle wrangler",
)
INSIDE_JOB, LAYOFF_JOB = "Hospital Aide", "Patient Aide"
INSIDE, AFTER_LAYOFF = "Hospital aides from inside", "Patient aides after a layoff"
ROSTER = """Employee ID,Name,Email,Job title,Employer,Hire date,Separation date
L-1,Rosa Vance,rosa.vance@example.org,Home health aide,Bright Home Care,2015-02-01,2027-01-29
L-2,Sam Otis,sam.otis@example.org,Personal care aide,Bright Home Care,2018-05-01,2027-01-29
L-3,Lee Marsh,lee.marsh@example.org,Home health aide,Bright Home Care,2019-05-01,2027-02-26
L-4,Uma Prentiss,uma.prentiss@example.org,Personal care aide,Bright Home Care,2020-05-01,2027-02-26
"""


def bring_workforce(employer, hands) -> None:
    """Bring in 2,000 employees, half of whom agreed, and one line that cannot be read."""
    rows = [line(n, TITLES[n % 4], agreed=n % 2 == 0) for n in range(PEOPLE - 1)]
    for n, name in enumerate(STAFF):
        rows[n] = line(n, TITLES[1], name=name, email=f"{name.replace(' ', '.')}@example.org".lower())
    rows += [line(PEOPLE, TITLES[4], agreed=False)]
    employer.open("/employer/workforce/")
    assert looked_at(employer.page) == []
    hands.press(employer.link("Bring in a file"))
    file = {"name": "staff.csv", "mimeType": "text/csv", "buffer": csv_of(rows)}
    employer.page.locator("input[type=file]").set_input_files(file)
    hands.press(employer.button("Look at it"))
    employer.page.wait_for_url("**/imports/*/", timeout=60_000)
    assert looked_at(employer.page) == []
    hands.press(employer.page.get_by_role("button", name=re.compile("^Save 2,000")))
    expect(employer.page.get_by_text("2,000 people were saved")).to_be_visible(timeout=60_000)
    hands.press(employer.link("See them"))
    expect(employer.page.get_by_text(re.compile("2,012 people work here in"))).to_be_visible()


def say_what_is_needed(employer, hands) -> None:
    """Need more nurses than there are, and correct a role that could not be read."""
    hands.press(employer.page.locator("summary", has_text="Add a need"))
    hands.write(employer.page.get_by_label(re.compile("^Occupation")), "Registered nurse")
    hands.write(employer.page.get_by_label(re.compile("^How many people")), "520")
    employer.page.get_by_label("By", exact=True).fill(
        (timezone.localdate() + timedelta(days=700)).isoformat()
    )
    hands.press(employer.button("Save"))
    expect(employer.page.get_by_text("501 are there, 19 are missing.")).to_be_visible()
    assert looked_at(employer.page) == []
    hands.press(employer.link("All roles and skills"))
    expect(employer.page.get_by_role("rowheader", name=re.compile("Registered Nurses"))).to_be_visible()
    assert looked_at(employer.page) == []
    employer.open("/employer/workforce/people/?q=Worker+14")
    assert looked_at(employer.page) == []


def draft_cohort(manager, hands, name: str, job: str) -> None:
    """Start a cohort of two seats with both openings of a job behind it."""
    today = timezone.localdate()
    manager.open("/program/cohorts/new/")
    for label, value in (
        ("Name", name), ("Seats", "2"), ("Apply until", today + timedelta(days=9)),
        ("First day of training", today + timedelta(days=30)), ("Last day of training", today + timedelta(days=60)),
    ):  # fmt: skip
        manager.page.get_by_label(label).first.fill(str(value))
    manager.page.get_by_label("What one learns, in plain words").fill("You learn to help on the ward.")
    manager.page.get_by_label("Whom to ask: name, phone, e-mail").fill("Mara Lund, 555-0100")
    manager.page.get_by_label("Program").first.select_option(index=1)
    hands.press(manager.button("Save"))
    openings = manager.page.locator("label[for^='o-']", has_text=job)
    expect(openings).to_have_count(2)  # `all` does not wait for the page
    for label in openings.all():
        label.click()
    hands.press(manager.button("Put them behind it"))
    expect(manager.page.get_by_text("2 committed openings stand behind it").first).to_be_visible()


def internal_cohort(manager, hands) -> str:
    """Mark the job internal, put its openings behind a new cohort and propose hours off; returns its address."""
    manager.open("/program/")
    hands.press(manager.page.get_by_role("link", name=re.compile(INSIDE_JOB)).first)
    manager.page.wait_for_url(re.compile(r"/program/jobs/[0-9a-f-]{36}/"))
    job = re.search(r"/program/jobs/[0-9a-f-]{36}/", manager.path())[0]
    manager.open(job)
    hands.tick(manager.page.get_by_label("For people who work at this employer already"))
    hands.press(manager.button("Save"))
    draft_cohort(manager, hands, INSIDE, INSIDE_JOB)
    hands.write(manager.page.get_by_label(re.compile("^Hours off a week")), "6")
    hands.write(manager.page.get_by_label(re.compile("^Who does their work")), "The float pool")
    assert looked_at(manager.page) == []
    hands.press(manager.button("Ask the employer to sign"))
    expect(manager.page.get_by_text("waits for the employer")).to_be_visible()
    return manager.path()


def open_for_applications(manager, hands, cohort: str) -> None:
    """Open it; its openings allow it."""
    manager.open(cohort)
    hands.press(manager.button("Open it for applications"))
    expect(manager.page.get_by_text("It is open for applications.")).to_be_visible()


def apply_herself(phone, keys, name: str) -> None:
    """Let an employee apply from the public page, which says for whom the jobs are."""
    phone.open("/guest/cohorts/")
    keys.press(phone.link(INSIDE))
    expect(phone.page.get_by_text("For people who work at this employer already.").first).to_be_visible()
    keys.write(phone.page.get_by_label("Full name"), name)
    keys.write(phone.page.get_by_label("Email address"), f"{name.replace(' ', '.')}@example.org".lower())
    phone.page.locator("label[for='follow-yes']").click()
    keys.press(phone.button("Apply"))
    expect(phone.page.get_by_text("We have your application.").first).to_be_visible()
    assert looked_at(phone.page) == []


def bring_roster(manager, hands) -> None:
    """Bring in the people whom an employer lets go; the agency has their word that it may keep and match them."""
    manager.open("/program/layoffs/")
    manager.page.get_by_label("Employer that lets people go").fill("Bright Home Care")
    manager.page.get_by_label("Day of the notice").fill("2026-11-30")
    manager.page.get_by_label("Last day of work").fill("2027-02-26")
    file = {"name": "roster.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()}
    manager.page.locator("input[type=file]").set_input_files(file)
    hands.press(manager.button("Look at it"))
    manager.page.wait_for_url("**/imports/*/")
    assert looked_at(manager.page) == []
    hands.press(manager.button("Save 4 rows"))
    expect(manager.page.get_by_role("heading", name="4 people were saved")).to_be_visible()
    hands.press(manager.page.get_by_role("link", name=re.compile("which open jobs they could do")))
    expect(manager.page.get_by_role("rowheader", name=re.compile(LAYOFF_JOB))).to_be_visible()
    assert looked_at(manager.page) == []


def draw_and_hire(visitor, manager, hands, cohort: str, called: str, record, applicants: int) -> str:
    """Draw two seats, compute it again, begin training, walk one of the two to the first day; what became of them."""
    commitment = draw(manager, hands, cohort, record)
    assert f"Recomputed: {applicants} people, 2 seats. As published." in recomputed(record, commitment)
    assert ask_others("take_seats", called) == 2
    manager.open(f"{cohort}applications/?status=waiting")
    expect(manager.page.locator("tbody tr")).to_have_count(applicants - 2)
    manager.open(cohort)
    hands.press(manager.button("Begin training"))
    expect(manager.page.get_by_text("Training has begun.").first).to_be_visible()
    hands.press(manager.page.get_by_role("link", name="Introductions"))
    manager.page.wait_for_url("**/introductions/")
    assert looked_at(manager.page) == []
    boxes = manager.page.locator("input[name=pair]")
    expect(boxes).to_have_count(2)
    name = manager.page.locator(f"label[for='{boxes.first.get_attribute('id')}']").inner_text()
    hands.tick(boxes.last)
    hands.press(manager.button("Ask the chosen people"))
    expect(manager.page.get_by_text("1 person is asked.")).to_be_visible()
    walk_to_first_day(visitor, manager, hands, name, looks=False)
    manager.open(f"/program/outcomes/?q={name.split(maxsplit=1)[0]}")
    return manager.page.locator("tbody tr").filter(has_text=name).first.inner_text()


def test_a_workforce_becomes_an_inventory_an_internal_cohort_and_a_filled_role(visitor, tmp_path):
    employer = visitor()
    employer.sign_in("employer")
    bring_workforce(employer, Mouse())
    say_what_is_needed(employer, Keyboard(employer.page))

    assert ask_others("sign_for_openings", INSIDE_JOB) == {INSIDE_JOB: 2}
    manager, mouse = visitor(), Mouse()
    manager.sign_in("program_manager")
    cohort = internal_cohort(manager, mouse)
    employer.open("/employer/")
    mouse.press(employer.link("Agree to release time").first)
    assert looked_at(employer.page) == []
    keys = Keyboard(employer.page)
    keys.write(employer.page.get_by_label("Your job title").first, "Head of nursing")
    keys.press(employer.page.get_by_role("button", name=re.compile("^Sign: they may go")).first)
    expect(employer.page.get_by_text(re.compile("signed by .* Head of nursing"))).to_be_visible()

    open_for_applications(manager, mouse, cohort)
    phone = visitor(width=360)
    apply_herself(phone, Keyboard(phone.page), STAFF[0])
    assert ask_others("apply_from_inside", INSIDE) == len(STAFF) - 1
    find_eligible(manager, mouse, cohort, STAFF[0])
    became = draw_and_hire(visitor, manager, mouse, cohort, INSIDE, tmp_path / "inside.json", len(STAFF))
    assert "Took an internal role" in became
    assert INSIDE_JOB in became
    assert manager.complaints == []


@pytest.mark.slow
def test_people_of_a_layoff_go_from_the_roster_over_a_draw_to_the_hire(visitor, tmp_path):
    """Its roster and report are tried in each run by tests/www/program/test_layoffs, the way to the hire just above."""
    assert ask_others("sign_for_openings", LAYOFF_JOB) == {LAYOFF_JOB: 2}
    manager, mouse = visitor(), Mouse()
    manager.sign_in("program_manager")
    bring_roster(manager, mouse)
    draft_cohort(manager, mouse, AFTER_LAYOFF, LAYOFF_JOB)
    cohort = manager.path()
    open_for_applications(manager, mouse, cohort)
    assert ask_others("apply_from_roster", AFTER_LAYOFF) == 4
    became = draw_and_hire(visitor, manager, mouse, cohort, AFTER_LAYOFF, tmp_path / "layoff.json", 4)
    assert LAYOFF_JOB in became
    assert manager.complaints == []
