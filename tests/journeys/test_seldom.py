"""Pages that no link leads to are pages too: axe at 1280 and 320 px, one heading, words a person understands.

They are rendered by Django's own client, which is quick, and shown in the browser at the demo site's address, so that
its style sheets and scripts are theirs: every third in `make test`, each in `make test-all`. The others are only read.
"""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from selectolax.lexbor import LexborHTMLParser

from tests.journeys.browser import everything_wrong, in_each_run
from tests.journeys.seldom import HEADINGS, seldom_seen
from tests.journeys.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def rendered(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every such page, rendered before the browser starts; nothing of it stays in the database.

    pytest-django makes a test database only where a collected test asks for one by name; `db` itself cannot be asked
    for here, since Playwright keeps a loop on this thread.
    """
    words = "Add a test that uses the database to this run, tests/domain/accounts/test_seals.py say."
    assert connection.settings_dict["NAME"].startswith("test_"), words
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            return seldom_seen(tmp_path_factory.mktemp("seldom"))
        finally:
            transaction.set_rollback(True)


def answering(html):
    """Answer a request with this page."""
    return lambda route: route.fulfill(body=html, content_type="text/html")


def as_read(html):
    """Return the headings of a page that is not drawn, whether it has a title, and that nothing was looked for."""
    tree = LexborHTMLParser(html)
    headings = [" ".join(node.text().split()) for node in tree.css("h1")]
    return headings, not tree.css_first("title").text().strip().startswith("·"), []


@pytest.fixture(scope="module")
def shown(rendered, browser, address):
    """What is wrong with each page, and its heading, in one pass of one browser."""
    someone = Visitor(browser, address)
    found = {}
    for name, html in rendered.items():
        if not in_each_run(name):
            found[name] = as_read(html)
            continue
        place = f"/seldom/{name.replace(' ', '-')}/"
        someone.page.route(f"**{place}", answering(html))
        someone.open(place)
        headings = someone.page.get_by_role("heading", level=1).all_inner_texts()
        titled = not someone.page.title().strip().startswith("·")
        found[name] = (headings, titled, everything_wrong(someone.page))
    someone.leave()
    return found


def test_axe_finds_nothing_and_nothing_scrolls_sideways(shown):
    wrong = [f"{name}: {line}" for name, (_, _, lines) in shown.items() for line in lines]
    assert not wrong, "\n".join(wrong)


def test_each_has_a_title_and_one_heading_that_says_what_it_is(shown):
    assert [name for name, (headings, titled, _) in shown.items() if len(headings) != 1 or not titled] == []
    assert {name: shown[name][0][0] for name in HEADINGS} == HEADINGS


def test_no_page_speaks_like_a_machine(rendered):
    for words in ("Bad Token", "reauthenticate to safeguard", "Alternative options", "third-party login"):
        assert [name for name, html in rendered.items() if words in html] == []
