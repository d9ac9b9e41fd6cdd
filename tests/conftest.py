"""Every test acts as somebody or as nobody."""

from __future__ import annotations

import os

import hypothesis
import pytest
from django.db import connection

from gainful.site.database import WEB

hypothesis.settings.register_profile("repeatable", derandomize=True)
"""Whether a change lands must not depend on luck; `make test-all` searches with new examples each time."""
hypothesis.settings.register_profile("searching", print_blob=True)
hypothesis.settings.load_profile(os.environ.get("GAINFUL_EXAMPLES", "repeatable"))


@pytest.fixture
def as_web_role(db):
    """Run SQL in this test as the web role, which owns nothing and bypasses nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
    yield connection
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture
def system(db):
    """Act as the system for the whole test: for making what the test needs."""
    from gainful.domain.accounts.actor import acting_as_system

    with acting_as_system("test") as actor:
        yield actor
