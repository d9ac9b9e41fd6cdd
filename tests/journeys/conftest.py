"""A browser and a running demo site."""

from __future__ import annotations

import pytest
from scripts import look

from tests.journeys.browser import launched
from tests.journeys.site import demo_site
from tests.journeys.visitor import Visitor


@pytest.fixture(scope="session")
def address(chromium_path):
    """The address of the demo site, with its style sheet in place."""
    look.ensure()
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
