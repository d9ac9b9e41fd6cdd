"""The main path from a pasted posting to a shared plan, as a program manager walks it, with a mouse or with keys."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.hands import Hands
from tests.journeys.visitor import Visitor

POSTING = (Path(__file__).resolve().parent.parent.parent / "examples" / "nursing-assistant.txt").read_text()
EMPLOYER = "Lakeview Hospital (sample)"


def read_posting(someone: Visitor, hands: Hands, text: str = POSTING) -> str:
    """Start with a job: paste, read, arrive at its profile; returns the path of the job order."""
    hands.press(someone.link("Start with a job").first)
    someone.page.wait_for_url("**/jobs/new/")
    hands.write(someone.field("Paste the job posting, drop a file, or describe the job."), text)
    hands.press(someone.button("Read the job"))
    someone.page.wait_for_url("**/profile/")
    return someone.path().removesuffix("profile/")


def name_employer(someone: Visitor, hands: Hands, employer: str = EMPLOYER) -> None:
    """Say whose job it is, so that the employer sees it when they sign in."""
    hands.press(someone.link("Correct these"))
    someone.page.wait_for_url(re.compile(r"/jobs/[0-9a-f-]{36}/$"))
    choice = someone.page.get_by_label("Employer on Gainful")
    value = choice.locator("option", has_text=employer).get_attribute("value")
    hands.choose(choice, str(value))
    hands.press(someone.button("Save"))
    someone.page.wait_for_url("**/profile/")


def first_level(someone: Visitor, hands: Hands):
    """Open the first line of the profile that has a level; returns its slider."""
    line = someone.page.locator(
        ".j-group > .j-lines .j-line", has=someone.page.locator("input[type=range]")
    ).first
    if line.locator("details").get_attribute("open") is None:
        hands.press(line.locator("summary"))
    return line.locator("input[type=range]")


def change_level(someone: Visitor, hands: Hands) -> None:
    """Raise the first level by half; the page says so and keeps it after a reload."""
    slider = first_level(someone, hands)
    name, before = slider.get_attribute("id"), float(slider.input_value())
    hands.raise_level(slider)
    said = someone.page.locator("#profile-panel [role=status]")
    expect(said).not_to_be_empty()
    slider = someone.page.locator(f"[id='{name}']")
    assert float(slider.input_value()) == before + 0.5
    assert "of 7" in str(slider.get_attribute("aria-valuetext"))


def change_need(someone: Visitor, hands: Hands, to: str) -> None:
    """Say of the last day-one line that we will train it, or the other way round; it moves to that group."""
    group = "day_one" if to == "we_train" else "we_train"
    row = someone.page.locator(f".j-group--{group} > .j-lines .j-line").last
    key = row.get_attribute("id")
    if row.locator("details").get_attribute("open") is None:
        hands.press(row.locator("summary"))
    hands.choose(row.locator("select"), to)
    expect(someone.page.locator(f".j-group--{to} [id='{key}']")).to_be_visible()


def see_people(someone: Visitor, hands: Hands) -> None:
    """Go on to who could do it."""
    hands.press(someone.link("See who could do it"))
    someone.page.wait_for_url("**/people/")


def feeder_titles(someone: Visitor) -> list[str]:
    """Return every feeder occupation the page names, the folded ones too."""
    return someone.page.locator(".j-feed tbody th a").all_text_contents()


def make_plan(someone: Visitor, hands: Hands, count: int = 2) -> None:
    """Tick the first people, who then stand in the tray, and make a plan with them."""
    for i in range(1, count + 1):
        hands.tick(someone.page.locator(f"#p-{i}"))
        expect(someone.page.locator("#people-tray [data-chosen]")).to_have_count(i)
    hands.press(someone.button("Make a plan"))
    someone.page.wait_for_url("**/plan/")
    expect(someone.page.get_by_role("heading", name="Budget")).to_be_visible()


def shared_link(someone: Visitor, hands: Hands, button: str = "Share") -> str:
    """Press a button that makes an expiring link; returns the link."""
    hands.press(someone.button(button))
    return someone.field("The link").input_value()


def sign(someone: Visitor, hands: Hands, name: str = "Dana Okafor", title: str = "Head of nursing") -> None:
    """Sign what the page shows; it then says who signed."""
    hands.write(someone.field("Full name"), name)
    hands.write(someone.field("Job title"), title)
    hands.press(someone.button("Sign"))
    expect(someone.page.get_by_text(f"signed by {name}, {title}").first).to_be_visible()
