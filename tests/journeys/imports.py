"""A spreadsheet brought in through the browser, the way a program manager does it."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.journeys.hands import Hands, Mouse
from tests.journeys.visitor import Visitor

PEOPLE = """ID;Full name;Last job;Hired;Minimum wage
{code}-1;Inez Quillfeather;Flight Attendant;2015-03-01;36000
{code}-2;José Marrowbone;Retail Salespersons;2018-05-02;
;No Code;Cashier;2020-01-01;30000
"""
COURSES = """course_id,title,teaches,hours,price
{code}-CNA,Nursing assistant certificate,Service Orientation=4; Active Listening=4,120,1400
{code}-HRS,A course with no hours,Active Listening=4,lots,100
"""


def bring(someone: Visitor, hands: Hands, text: str, name: str) -> None:
    """From the list, choose a file and look at what was read."""
    hands.press(someone.link("Bring in a spreadsheet").or_(someone.link("Bring in a catalogue")).first)
    file = someone.page.locator("input[type=file]")
    file.set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    hands.press(someone.button("Look at it"))
    someone.page.wait_for_url("**/imports/*/")


def waiting_upload(browser: Browser, address: str) -> str:
    """Upload people and save nothing; returns the path where they wait."""
    someone = Visitor(browser, address)
    someone.sign_in("program_manager")
    someone.open("/program/people/")
    bring(someone, Mouse(), PEOPLE.format(code="WAIT"), "waiting.csv")
    path = someone.path()
    someone.leave()
    return path
