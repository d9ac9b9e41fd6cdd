"""A town with a program and openings of two employers."""

from __future__ import annotations

import pytest

from tests.cohorts import make_program
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def made(town):
    """A program, its site and fund, and twenty committed openings of two employers."""
    return make_program(town)
