"""Fixtures of the tests of messages."""

import pytest

from tests.domain.messages.world import build


@pytest.fixture
def world(system):
    """An agency, a stranger, a person; made and used as the system, so that an action's own refusal answers."""
    return build()
