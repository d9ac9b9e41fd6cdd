"""Every page, whoever made it: nothing scrolls sideways at 1280 and 320 px, and axe finds nothing.

Each run asks for them all and follows their links. Every third is drawn and looked at in `make test`, each of them in
`make test-all`; of the others a run reads title, heading and where the skip link leads.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Error as PlaywrightError
from selectolax.lexbor import LexborHTMLParser

from tests.consistency.site_map import views
from tests.journeys.browser import OF, everything_wrong, in_each_run
from tests.journeys.pages import Found, every_page, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]

NOT_BY_LINK = {
    "program:competencies": "names for the search box, a fragment",
    "program:occupations": "names for the search box, a fragment",
    "program:apprentice_certificate": "needs a year of confirmed hours; opened in tests/www/program/test_apprentices",
    "employer:competencies": "names for the search box, a fragment",
    "employer:curriculum_asked": "leads on from a request to the version that it is about",
    "program:curriculum_compare": "linked from a version that follows another; looked at in test_train",
    "coach:needs_go_on": "leads on to the first part that is open, which is looked at",
    "participant:needs_go_on": "leads on to the first part that is open; pressed in test_support",
    "participant:needs_topic": "begins by a button; looked at in test_support",
    "participant:check_in": "linked while check-in is open; opened in tests/www/program/test_classes",
    "participant:new_looks": "what comes to an open page; seen in test_sharing",
    "participant:give_back": "nobody whose door is in the sample is asked; opened in tests/www/coach/test_mentors",
    "coach:practice_edit": "no agreement of the sample is a draft; opened in tests/www/coach/test_mentors",
    "guest:issuer_keys": "a file for whoever checks a certificate; read in tests/www/program/test_certificates",
    "guest:status_list": "a file for whoever checks a certificate; read in tests/www/program/test_certificates",
    "guest:shared_certificate": "the file behind a link; taken away in test_certificates",
    "program:duplicate": "nobody in the sample is here twice; looked at in test_sharing",
    "program:merge": "nobody in the sample is here twice; looked at in test_sharing",
    "program:claim": "nobody in the sample is known elsewhere; opened in tests/domain/participants/test_claims",
    "program:long_work": "the part that tells how far a file is; opened in tests/imports/test_long_work",
    "program:release_preview": "the sample looked at nothing before it left; looked at in test_measures",
    "program:release_preview_page": "linked from what would leave; looked at in test_measures",
    "program:said_next": "leads on to the next answer that waits; taken in test_measures",
    "program:wage_link": "the sample has no wage file with names; looked at in test_measures",
    "employer:import_check": "a file that waits for a look; looked at in test_workforce",
    "employer:releases": "linked while an employer is asked for hours off; looked at in test_workforce",
    "employer:worker": "linked from a workforce; looked at in test_workforce",
    "employer:workforce_people": "linked from a workforce; looked at in test_workforce",
    "employer:workforce_roles": "linked from a workforce; looked at in test_workforce",
    "employer:workforce_skills": "linked from a workforce; looked at in test_workforce",
    "program:review": "nobody in the sample region has asked about a list; opened in tests/www/program",
    "components": "for those who build pages; looked at in the test below",
    "first_run": "opened by a one-time secret on a new installation; looked at in test_seldom",
    "account_confirm_email": "opened by a mailed key; looked at in test_seldom and test_first_record",
    "sign_in_failed": "shown when signing in elsewhere fails; looked at in test_seldom",
    "invitation": "opened by a one-time secret; looked at in test_account",
    "account:second_step": "people are sent to it who must set one up; looked at in test_seldom",
}
"""Addresses that answer GET and that no link leads to, each with its reason."""


@pytest.fixture(scope="module")
def visitors(browser, address):
    """Signed-in browsers, shared by the tests here, which only look."""
    with signed_in(browser, address) as made:
        yield made


@pytest.fixture(scope="module")
def walked(browser, address, visitors):
    """An example of every kind of page, and what was wrong with each while it was open."""
    wrong: list[str] = []

    def look(found, page):
        if isinstance(page, LexborHTMLParser):
            problems = _start_as_read(page)
        else:
            problems = [*_start_of(page), *everything_wrong(page)]
        wrong.extend(f"{found.name} ({found.role or 'nobody'}): {line}" for line in problems)

    return every_page(browser, address, visitors, look, in_each_run), wrong


def test_nothing_scrolls_sideways_the_skip_link_leads_to_the_one_heading_and_axe_finds_nothing(walked):
    pages, wrong = walked
    assert not wrong, "\n".join(wrong)
    assert sum(in_each_run(found.name) for found in pages) > len(pages) / OF / 2


def _start_of(page):
    """What is wrong where a page begins: its title, its first heading, its skip link."""
    wrong = []
    if page.get_by_role("heading", level=1).count() != 1:
        wrong.append("not one first heading")
    if page.title().strip().startswith("·"):
        wrong.append("no title")
    if not _skips(page):
        page.goto(page.url)  # once more: a key that comes before the page has settled goes elsewhere
        if not _skips(page):
            wrong.append("the first Tab and Enter do not lead to the main part")
    return wrong


def _start_as_read(page):
    """What is wrong with the same where the page was not drawn."""
    wrong = []
    if len(page.css("main h1")) != 1:
        wrong.append("not one first heading")
    if page.css_first("title").text().strip().startswith("·"):
        wrong.append("no title")
    if page.css_first("body a").attributes.get("href") != "#main" or page.css_first("#main") is None:
        wrong.append("the first link does not lead to the main part")
    return wrong


def _skips(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    try:
        return page.evaluate("document.activeElement.id") == "main"
    except PlaywrightError:  # it led to another page
        return False


def test_no_page_is_out_of_reach(walked, visitors):
    pages, _ = walked
    reached = {found.name for found in pages}
    lost = []
    for name, address, view in views():
        if name in reached or name in NOT_BY_LINK:
            continue
        allowed = sorted(getattr(view, "allowed_roles", ("program_manager",)))
        role = next((one for one in allowed if one in visitors), "")
        answer = visitors[role].context.request.get(visitors[role].address + address, max_redirects=0)
        html = answer.status != 405 and "text/html" in answer.headers.get("content-type", "")
        if html and not _is_document(name):
            lost.append((name, answer.status))
    assert not lost, "\n".join(f"{name}: {status}" for name, status in lost)


def _is_document(name: str) -> bool:
    return name.endswith(("_export", "_template", "_problems", "_csv", "_json", "_pdf", "_file", "_record"))


def test_every_component_in_every_state_is_sound(visitors):
    someone = visitors["program_manager"]
    someone.open("/components/")
    assert everything_wrong(someone.page) == []


def test_the_demo_has_a_banner_on_every_page(walked, visitors):
    pages, _ = walked
    one = Found("landing", "/", "")
    for found in [one, pages[0]]:
        page = visitors[found.role].open(found.path)
        assert page.get_by_role("complementary", name="Sample data").is_visible()
