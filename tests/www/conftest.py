"""Everybody who may or may not open a screen."""

from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
