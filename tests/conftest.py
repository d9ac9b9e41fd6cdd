"""Every test acts as somebody or as nobody."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import hypothesis
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

from gainful.domain.rights.roles import WEB
from tests.journeys.browser import chromium
from tests.site.running import alone, make_schema

UNHURRIED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
"""A busy machine is not a defect of the code."""
hypothesis.settings.register_profile("repeatable", derandomize=True, **UNHURRIED)
"""Whether a change lands must not depend on luck; `make test-all` searches with new examples each time."""
hypothesis.settings.register_profile("searching", print_blob=True, **UNHURRIED)
hypothesis.settings.load_profile(os.environ.get("GAINFUL_EXAMPLES", "repeatable"))


Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1
"""The same hash at its least cost: what it costs an attacker is no matter of these tests."""


def pytest_collection_finish():
    """Leave what was imported and collected out of every search for garbage: millions of objects that all stay."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the groups that stay on one worker: they are the longest, and started last they end last.

    First of all come the journeys that follow every link: they look at a sample site in which nobody has worked yet.
    """
    items.sort(
        key=lambda item: (item.get_closest_marker("xdist_group") is None, "test_pages.py" not in item.nodeid)
    )
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    split = [
        item.nodeid for item in items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
    ]
    if workers > 1 and split:
        raise pytest.UsageError(f"{split[0]} would run beside its group: use --dist loadgroup")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Let each worker's database be a copy of one that the first of them has filled."""
    data = Path(os.environ["GAINFUL_TEST_DATA"])
    with alone("template") as folder:
        if not (folder / "made").exists():
            make_schema(data)
            (folder / "made").touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = connection.settings_dict["NAME"]


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


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is; without one the test is skipped, or fails where a browser is required."""
    if path := chromium():
        return path
    words = "No Chromium: install it, or name it in GAINFUL_CHROMIUM."
    if os.environ.get("GAINFUL_BROWSER_REQUIRED") == "1":
        pytest.fail(words)
    pytest.skip(words)
