"""The people of the town, Ana, and her way to a job."""

from tests.person import ana
from tests.placements import way
from tests.town import town

__all__ = ["ana", "town", "way"]
