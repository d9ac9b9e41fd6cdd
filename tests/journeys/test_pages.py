"""Every page, whoever made it: axe finds nothing at 1280 and 320 px, nothing scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.consistency.site_map import views
from tests.journeys.browser import looked_at
from tests.journeys.pages import Found, every_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]

NOT_BY_LINK = {
    "program:competencies": "names for the search box, a fragment",
    "employer:competencies": "names for the search box, a fragment",
    "first_run": "opened by a one-time secret on a new installation; looked at in test_seldom",
    "sign_in_failed": "shown when signing in elsewhere fails; looked at in test_seldom",
    "invitation": "opened by a one-time secret; looked at in test_account",
}
"""Addresses that answer GET and that no link leads to, each with its reason."""
COMPONENTS = Found("components", "/components/", "program_manager")


@pytest.fixture(scope="module")
def walk(browser, address):
    """One walk through every kind of page; what is wrong is noted while each is open."""
    wrong: list[str] = []

    def look(found: Found, page: Page) -> None:
        problems = [*_start_of(page), *_without_banner(page), *looked_at(page)]
        wrong.extend(f"{found.name} ({found.role or 'nobody'}): {line}" for line in problems)

    made = every_page(browser, address, look, (COMPONENTS,))
    yield made, wrong
    made.leave()


def test_axe_finds_nothing_nothing_scrolls_sideways_and_the_skip_link_leads_to_the_one_heading(walk):
    _, wrong = walk
    assert not wrong, "\n".join(wrong)


def _without_banner(page):
    """A demo says on every page of the site that its people are made up."""
    banner = page.get_by_role("complementary", name="Sample data")
    return [] if banner.count() and banner.is_visible() else ["no banner over sample data"]


def _start_of(page):
    """What is wrong where a page begins: its title, its first heading, its skip link."""
    wrong = []
    if page.get_by_role("heading", level=1).count() != 1:
        wrong.append("not one first heading")
    if page.title().strip().startswith("·"):
        wrong.append("no title")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "main":
        wrong.append("the first Tab and Enter do not lead to the main part")
    return wrong


def test_no_page_is_out_of_reach(walk):
    made, _ = walk
    reached = made.known()
    lost = []
    for name, address, view in views():
        if name in reached or name in NOT_BY_LINK:
            continue
        role = next(iter(getattr(view, "allowed_roles", ("program_manager",))))
        someone = made.visitors[role]
        answer = someone.context.request.get(someone.address + address, max_redirects=0)
        html = answer.status != 405 and "text/html" in answer.headers.get("content-type", "")
        if html and not _is_document(name):
            lost.append((name, answer.status))
    assert not lost, lost


def _is_document(name: str) -> bool:
    return name.endswith(("_export", "_template", "_problems", "_csv", "_json", "_pdf"))
