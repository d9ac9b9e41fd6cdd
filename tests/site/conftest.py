"""Everybody who may or may not open a screen."""

from tests.town import town

__all__ = ["town"]
