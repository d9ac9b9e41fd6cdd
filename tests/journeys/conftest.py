"""A browser and a running demo site; without Chromium the journeys are skipped, or fail where it is required."""

from __future__ import annotations

import os

import pytest

from gainful.site import frontend
from tests.journeys.browser import chromium, launched
from tests.journeys.site import demo_site
from tests.journeys.visitor import Visitor


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is."""
    if path := chromium():
        return path
    words = "No Chromium: install it, or name it in GAINFUL_CHROMIUM."
    if os.environ.get("GAINFUL_BROWSER_REQUIRED") == "1":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def address(chromium_path):
    """The address of the demo site, with its style sheet in place."""
    frontend.fetch()
    with demo_site() as found:
        yield found


@pytest.fixture(scope="module")
def browser(chromium_path):
    """One browser a file: Playwright's loop must not run beside other files' database tests."""
    with launched(chromium_path) as found:
        yield found


@pytest.fixture
def visitor(browser, address):
    """Somebody who opens the site for the first time; call it again for another person."""
    made = []

    def come(**options):
        made.append(Visitor(browser, address, **options))
        return made[-1]

    yield come
    for person in made:
        person.leave()
