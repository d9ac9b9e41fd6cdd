"""Fixtures of support."""

from __future__ import annotations

import pytest

from tests.person import ana
from tests.support_world import Help
from tests.town import town

__all__ = ["ana", "help_", "town"]


@pytest.fixture
def help_(request):
    """Make the service in town, and ways to act with it as each side."""
    return Help(request.getfixturevalue("town"), request.getfixturevalue("ana"))
