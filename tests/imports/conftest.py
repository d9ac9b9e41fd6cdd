"""Fixtures of imports."""

from tests.town import town

__all__ = ["town"]
