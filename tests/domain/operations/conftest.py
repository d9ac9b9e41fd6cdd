"""Shared by the tests of operations."""

from tests.town import town

__all__ = ["town"]
