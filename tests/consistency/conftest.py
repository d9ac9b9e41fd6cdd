"""Everybody whose rows must not be seen without an actor."""

from tests.consistency.record import quiet, record
from tests.person import ana
from tests.town import town

__all__ = ["ana", "quiet", "record", "town"]
